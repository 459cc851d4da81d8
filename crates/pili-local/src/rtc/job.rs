//! Jobs of v4. They are kept, not carried out: there are no tracks here.

use axum::{
    Json,
    extract::{Path, State},
};
use pili_rtc::{
    StretchMode,
    job::{Input, InputKind, Kind, Output, OutputKind, Report},
    wire::{JobBody, JobConfig},
};
use serde::Deserialize;

use super::{jobs::started, state::Rtc};
use crate::{body::Body, reply::Refused};

const INVALID: Refused = Refused::fixed(400, "invalid input");

pub(super) async fn start(
    State(rtc): State<Rtc>,
    Path((app, room)): Path<(String, String)>,
    asked: Result<Body<JobBody>, Refused>,
) -> Result<Json<Report>, Refused> {
    let mut job = read(asked)?;
    let id = job.id.clone().unwrap_or_else(|| rtc.new_id("job"));
    job.id = Some(id.clone());
    rtc.active_room((&app, &room), |room| room.jobs.start(&id, job))
}

pub(super) async fn update(
    State(rtc): State<Rtc>,
    Path((app, room)): Path<(String, String)>,
    asked: Result<Body<JobBody>, Refused>,
) -> Result<Json<Report>, Refused> {
    let job = read(asked)?;
    let id = job.id.clone().ok_or(INVALID)?;
    rtc.active_room((&app, &room), |room| {
        *room.jobs.running(&id)? = job;
        Ok(started(&id))
    })
}

#[derive(Deserialize)]
pub(super) struct Stop {
    id: String,
}

pub(super) async fn stop(
    State(rtc): State<Rtc>,
    Path((app, room)): Path<(String, String)>,
    Body(asked): Body<Stop>,
) -> Result<Json<Report>, Refused> {
    rtc.active_room((&app, &room), |room| room.jobs.stop(&asked.id))
}

fn read(asked: Result<Body<JobBody>, Refused>) -> Result<JobBody, Refused> {
    let Body(job) = asked.map_err(|_| INVALID)?;
    if is_valid(&job) { Ok(job) } else { Err(INVALID) }
}

/// The rules of the vendor's page (spec 4.10).
fn is_valid(JobBody { id: _, kind, inputs, outputs, config }: &JobBody) -> bool {
    let known = |mode: &Option<StretchMode>| !matches!(mode, Some(StretchMode::Other(_)));
    let even = |length: &Option<u32>| length.is_none_or(|length| length % 2 == 0);
    let input = |input: &Input| {
        matches!(input.kind, InputKind::Media | InputKind::Image) && known(&input.stretch_mode)
    };
    let output =
        |output: &Output| output.kind == OutputKind::Rtmp && output.url.as_str().starts_with("rtmp://");
    let JobConfig { fps: _, kbps: _, width, height, hold_last_frame: _, audio_only: _, stretch_mode } =
        config;
    matches!(kind, Kind::Basic | Kind::Simple)
        && inputs.iter().all(input)
        && !outputs.is_empty()
        && outputs.iter().all(output)
        && even(width)
        && even(height)
        && known(stretch_mode)
}
