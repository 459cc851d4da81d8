//! The operations of Pub at the routes that are served.

use axum::extract::Request;
use pili_live::task;

use crate::operation::{Candidate, Row, delete, get, in_table, post};

pub(crate) const ALL: &[Row] = &[
    post::<task::Create>("/tasks"),
    get::<task::List>("/tasks"),
    get::<task::Info>("/tasks/{id}"),
    post::<task::Update>("/tasks/{id}"),
    delete::<task::Delete>("/tasks/{id}"),
    post::<task::Start>("/tasks/{id}/start"),
    post::<task::Stop>("/tasks/{id}/stop"),
    post::<task::Seek>("/tasks/{id}/seek"),
    get::<task::RunInfo>("/tasks/{id}/runinfo"),
    get::<task::History>("/history"),
];

pub(super) fn of(request: &Request) -> Vec<Candidate> {
    in_table(ALL, request)
}
