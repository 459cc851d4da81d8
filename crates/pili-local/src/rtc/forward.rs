//! Jobs that publish the tracks of a user onward. They are kept, not carried out: there are no tracks here.

use axum::{
    Json,
    extract::{Path, State},
};
use pili_rtc::api::wire::{ForwardJob, JobStarted};

use super::{jobs::required, state::Rtc};
use crate::{body::Body, reply::Refused};

pub(super) async fn start(
    State(rtc): State<Rtc>,
    Path((app, room)): Path<(String, String)>,
    Body(job): Body<ForwardJob>,
) -> Result<Json<JobStarted>, Refused> {
    check(&job)?;
    rtc.active_room((&app, &room), |room| {
        room.users.check(&job.player_id)?;
        room.forward_jobs.start(&job.id.clone(), job)
    })
}

pub(super) async fn stop(
    State(rtc): State<Rtc>,
    Path((app, room)): Path<(String, String)>,
    Body(job): Body<ForwardJob>,
) -> Result<Json<JobStarted>, Refused> {
    check(&job)?;
    rtc.active_room((&app, &room), |room| room.forward_jobs.stop(&job.id))
}

fn check(job: &ForwardJob) -> Result<(), Refused> {
    required("id", &job.id)?;
    required("playerId", &job.player_id)
}
