//! Jobs that publish the tracks of a user onward. They are kept, not carried out: there are no tracks here.

use axum::{
    Json,
    extract::{Path, State},
};
use pili_rtc::{job::Report, wire::ForwardBody};

use super::state::Rtc;
use crate::{body::Body, reply::Refused};

pub(super) async fn start(
    State(rtc): State<Rtc>,
    Path((app, room)): Path<(String, String)>,
    Body(job): Body<ForwardBody>,
) -> Result<Json<Report>, Refused> {
    rtc.active_room((&app, &room), |room| {
        room.users.check(&job.player_id)?;
        room.forward_jobs.start(&job.id.clone(), job)
    })
}

pub(super) async fn stop(
    State(rtc): State<Rtc>,
    Path((app, room)): Path<(String, String)>,
    Body(job): Body<ForwardBody>,
) -> Result<Json<Report>, Refused> {
    rtc.active_room((&app, &room), |room| room.forward_jobs.stop(&job.id))
}
