//! Jobs of v4. They are kept, not carried out: there are no tracks here.

use axum::{
    Json,
    extract::{Path, State},
};
use pili_rtc::api::wire::{Job, JobInput, JobOutput, JobStarted, StretchMode};
use serde::Deserialize;

use super::{
    jobs::{required, started},
    state::Rtc,
};
use crate::{body::Body, reply::Refused};

const INVALID: Refused = Refused::fixed(400, "invalid input");

pub(super) async fn start(
    State(rtc): State<Rtc>,
    Path((app, room)): Path<(String, String)>,
    asked: Result<Body<Job>, Refused>,
) -> Result<Json<JobStarted>, Refused> {
    let mut job = read(asked)?;
    let id = job.id.clone().unwrap_or_else(|| rtc.new_id("job"));
    job.id = Some(id.clone());
    rtc.active_room((&app, &room), |room| room.jobs.start(&id, job))
}

pub(super) async fn update(
    State(rtc): State<Rtc>,
    Path((app, room)): Path<(String, String)>,
    asked: Result<Body<Job>, Refused>,
) -> Result<Json<JobStarted>, Refused> {
    let job = read(asked)?;
    let id = job.id.clone().ok_or(INVALID)?;
    rtc.active_room((&app, &room), |room| {
        *room.jobs.running(&id)? = job;
        Ok(started(&id))
    })
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Stop {
    id: String,
}

pub(super) async fn stop(
    State(rtc): State<Rtc>,
    Path((app, room)): Path<(String, String)>,
    Body(asked): Body<Stop>,
) -> Result<Json<JobStarted>, Refused> {
    required("id", &asked.id)?;
    rtc.active_room((&app, &room), |room| room.jobs.stop(&asked.id))
}

fn read(asked: Result<Body<Job>, Refused>) -> Result<Job, Refused> {
    let Body(job) = asked.map_err(|_| INVALID)?;
    if is_valid(&job) { Ok(job) } else { Err(INVALID) }
}

/// The rules of the vendor's page (spec 4.10).
fn is_valid(job: &Job) -> bool {
    let known = |mode: &Option<StretchMode>| !matches!(mode, Some(StretchMode::Other(_)));
    let even = |length: Option<u32>| length.is_none_or(|length| length % 2 == 0);
    let input = |input: &JobInput| matches!(&*input.kind, "media" | "image") && known(&input.stretch_mode);
    let output = |output: &JobOutput| output.kind == "rtmp" && output.url.starts_with("rtmp://");
    let config = job.config.clone().unwrap_or_default();
    matches!(&*job.kind, "basic" | "simple")
        && job.inputs.iter().all(input)
        && !job.outputs.is_empty()
        && job.outputs.iter().all(output)
        && even(config.width)
        && even(config.height)
        && known(&config.stretch_mode)
}
