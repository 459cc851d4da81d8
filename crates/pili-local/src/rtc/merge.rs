//! Merge jobs of v3. They are kept, not carried out: there are no tracks here.

use axum::{
    Json,
    extract::{Path, State},
};
use pili_rtc::{
    job::Report,
    merge_job::{Picture, Track},
    wire::{MergeBody, TracksBody, TracksMode, WatermarksBody},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::state::Rtc;
use crate::{body::Body, reply::Refused};

/// A merge job, and what was put into it since.
#[derive(Serialize, Deserialize)]
pub(super) struct Merge {
    #[serde(flatten)]
    job: MergeBody,
    tracks: Vec<Track>,
    watermarks: Vec<Picture>,
}

impl Merge {
    fn new(mut job: MergeBody) -> Self {
        let watermarks = job.water_marks.take().unwrap_or_default();
        Self { job, tracks: Vec::new(), watermarks }
    }

    fn change_tracks(&mut self, TracksBody { mode, add, remove, all }: TracksBody) {
        match mode {
            TracksMode::Change => {
                let (added, removed) = (add.unwrap_or_default(), remove.unwrap_or_default());
                let goes = |track: &Track| {
                    removed.iter().chain(&added).any(|other| other.track_id == track.track_id)
                };
                self.tracks.retain(|track| !goes(track));
                self.tracks.extend(added);
            }
            TracksMode::All => self.tracks = all.unwrap_or_default(),
        }
    }
}

pub(super) async fn start(
    State(rtc): State<Rtc>,
    Path((app, room)): Path<(String, String)>,
    Body(job): Body<MergeBody>,
) -> Result<Json<Report>, Refused> {
    rtc.active_room((&app, &room), |room| room.merge_jobs.start(&job.id.clone(), Merge::new(job)))
}

pub(super) async fn tracks(
    State(rtc): State<Rtc>,
    Path((app, room, id)): Path<(String, String, String)>,
    Body(asked): Body<TracksBody>,
) -> Result<Json<Value>, Refused> {
    rtc.active_room((&app, &room), |room| {
        room.merge_jobs.running(&id)?.change_tracks(asked);
        Ok(Json(json!({})))
    })
}

pub(super) async fn watermarks(
    State(rtc): State<Rtc>,
    Path((app, room, id)): Path<(String, String, String)>,
    Body(asked): Body<WatermarksBody>,
) -> Result<Json<Value>, Refused> {
    rtc.active_room((&app, &room), |room| {
        room.merge_jobs.running(&id)?.watermarks = asked.watermarks;
        Ok(Json(json!({})))
    })
}

pub(super) async fn stop(
    State(rtc): State<Rtc>,
    Path((app, room, id)): Path<(String, String, String)>,
) -> Result<Json<Report>, Refused> {
    rtc.active_room((&app, &room), |room| room.merge_jobs.stop(&id))
}
