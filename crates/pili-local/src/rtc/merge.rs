//! Merge jobs of v3. They are kept, not carried out: there are no tracks here.

use axum::{
    Json,
    extract::{Path, State},
};
use pili_rtc::api::wire::{JobStarted, MergeJob, MergePicture, MergeTrack, MergeTracks, MergeWatermarks};
use serde::Serialize;
use serde_json::{Value, json};

use super::{jobs::required, state::Rtc};
use crate::{body::Body, reply::Refused};

/// A merge job, and what was put into it since.
#[derive(Serialize)]
pub(super) struct Merge {
    #[serde(flatten)]
    job: MergeJob,
    tracks: Vec<MergeTrack>,
    watermarks: Vec<MergePicture>,
}

impl Merge {
    fn new(mut job: MergeJob) -> Self {
        let watermarks = job.water_marks.take().unwrap_or_default();
        Self { job, tracks: Vec::new(), watermarks }
    }

    fn change_tracks(&mut self, asked: MergeTracks) -> Result<(), Refused> {
        match asked.mode {
            0 => {
                let removed = asked.remove.unwrap_or_default();
                let added = asked.add.unwrap_or_default();
                let goes = |track: &MergeTrack| {
                    removed.iter().chain(&added).any(|other| other.track_id == track.track_id)
                };
                self.tracks.retain(|track| !goes(track));
                self.tracks.extend(added);
            }
            1 => self.tracks = asked.all.unwrap_or_default(),
            _ => return Err(Refused::bad_argument("invalid args: mode must be 0 or 1")),
        }
        Ok(())
    }
}

pub(super) async fn start(
    State(rtc): State<Rtc>,
    Path((app, room)): Path<(String, String)>,
    Body(job): Body<MergeJob>,
) -> Result<Json<JobStarted>, Refused> {
    required("id", &job.id)?;
    rtc.active_room((&app, &room), |room| room.merge_jobs.start(&job.id.clone(), Merge::new(job)))
}

pub(super) async fn tracks(
    State(rtc): State<Rtc>,
    Path((app, room, id)): Path<(String, String, String)>,
    Body(asked): Body<MergeTracks>,
) -> Result<Json<Value>, Refused> {
    rtc.active_room((&app, &room), |room| {
        room.merge_jobs.running(&id)?.change_tracks(asked)?;
        Ok(Json(json!({})))
    })
}

pub(super) async fn watermarks(
    State(rtc): State<Rtc>,
    Path((app, room, id)): Path<(String, String, String)>,
    Body(asked): Body<MergeWatermarks>,
) -> Result<Json<Value>, Refused> {
    rtc.active_room((&app, &room), |room| {
        room.merge_jobs.running(&id)?.watermarks = asked.watermarks;
        Ok(Json(json!({})))
    })
}

pub(super) async fn stop(
    State(rtc): State<Rtc>,
    Path((app, room, id)): Path<(String, String, String)>,
) -> Result<Json<JobStarted>, Refused> {
    rtc.active_room((&app, &room), |room| room.merge_jobs.stop(&id))
}
