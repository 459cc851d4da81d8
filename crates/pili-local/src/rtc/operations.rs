//! The operations of RTC at the routes that are served.

use axum::extract::Request;
use pili_rtc::{app, forward_job, job, merge_job, pub_task, room, v2};

use super::settings;
use crate::operation::{Candidate, Row, delete, get, in_table, post};

pub(crate) const ALL: &[Row] = &[
    post::<app::Create>("/v3/apps"),
    get::<app::List>("/v3/apps"),
    get::<app::Info>("/v3/apps/{app}"),
    post::<app::SetEventCallback>("/v3/apps/{app}").says(settings::set_event_callback),
    post::<app::Update>("/v3/apps/{app}"),
    delete::<app::Delete>("/v3/apps/{app}"),
    get::<room::List>("/v3/apps/{app}/rooms"),
    post::<room::Create>("/v3/apps/{app}/createroom"),
    delete::<room::Delete>("/v3/apps/{app}/rooms/{room}"),
    get::<room::Users>("/v3/apps/{app}/rooms/{room}/users"),
    delete::<room::Kick>("/v3/apps/{app}/rooms/{room}/users/{user}"),
    delete::<room::StopMerge>("/v3/apps/{app}/rooms/{room}/merge"),
    post::<forward_job::Start>("/v3/apps/{app}/rooms/{room}/forward_job"),
    post::<forward_job::Stop>("/v3/apps/{app}/rooms/{room}/forward_job/delete"),
    post::<merge_job::Start>("/v3/apps/{app}/rooms/{room}/merge_job"),
    delete::<merge_job::Stop>("/v3/apps/{app}/rooms/{room}/merge_job/{id}"),
    post::<merge_job::SetTracks>("/v3/apps/{app}/rooms/{room}/merge_job/{id}/tracks"),
    post::<merge_job::SetWatermarks>("/v3/apps/{app}/rooms/{room}/merge_job/{id}/watermarks"),
    post::<pub_task::Start>("/v3/apps/{app}/rooms/{room}/pub"),
    get::<pub_task::List>("/v3/apps/{app}/rooms/{room}/pub"),
    post::<job::Start>("/v4/apps/{app}/rooms/{room}/jobs"),
    post::<job::Update>("/v4/apps/{app}/rooms/{room}/jobs/update"),
    post::<job::Stop>("/v4/apps/{app}/rooms/{room}/jobs/stop"),
    post::<v2::room::Create>("/v1/rooms"),
    post::<v2::room::Create>("/v2/rooms"),
    get::<v2::room::Info>("/v1/rooms/{room}"),
    get::<v2::room::Info>("/v2/rooms/{room}"),
    delete::<v2::room::Delete>("/v1/rooms/{room}"),
    delete::<v2::room::Delete>("/v2/rooms/{room}"),
    get::<v2::room::Users>("/v1/rooms/{room}/users"),
    get::<v2::room::Users>("/v2/rooms/{room}/users"),
    delete::<v2::room::Kick>("/v1/rooms/{room}/users/{user}"),
    delete::<v2::room::Kick>("/v2/rooms/{room}/users/{user}"),
];

pub(super) fn of(request: &Request) -> Vec<Candidate> {
    in_table(ALL, request)
}
