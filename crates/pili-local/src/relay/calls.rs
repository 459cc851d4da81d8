//! The calls.

use axum::{
    Json,
    extract::{Path, State},
};
use pili_live::{
    task::{RunPage, TaskInfo, TaskPage},
    wire::task::{Created, RunLog, SeekBody, TaskBody},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{check, run, schedule};
use crate::{
    body::{Body, Query},
    relay::Relay,
    reply::Refused,
};

/// Entries per page unless the call says otherwise, and at most.
const PAGE: usize = 1000;

pub(super) async fn create(
    State(relay): State<Relay>,
    Body(asked): Body<TaskBody>,
) -> Result<Json<Created>, Refused> {
    check::named(&asked)?;
    check::settings(&asked, relay.ground.clock.now())?;
    let task_id = relay.tasks.create(asked, relay.ground.clock.now(), relay.ground.limits.tasks)?;
    schedule::keep(&relay, task_id.as_str());
    Ok(Json(Created { task_id }))
}

pub(super) async fn update(
    State(relay): State<Relay>,
    Path(id): Path<String>,
    Body(asked): Body<TaskBody>,
) -> Result<Json<Value>, Refused> {
    check::settings(&asked, relay.ground.clock.now())?;
    relay.tasks.update(&id, asked)?;
    schedule::keep(&relay, &id);
    Ok(Json(json!({})))
}

pub(super) async fn info(
    State(relay): State<Relay>,
    Path(id): Path<String>,
) -> Result<Json<TaskInfo>, Refused> {
    relay.tasks.task(&id, |task| task.info(&id)).map(Json)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    marker: String,
    limit: usize,
    name: String,
    start: Option<u64>,
    end: Option<u64>,
}

impl Asked {
    fn limit(&self) -> Result<usize, Refused> {
        match self.limit {
            0 => Ok(PAGE),
            1..=PAGE => Ok(self.limit),
            _ => Err(check::wrong("limit must be at most 1000")),
        }
    }
}

pub(super) async fn list(
    State(relay): State<Relay>,
    Query(asked): Query<Asked>,
) -> Result<Json<TaskPage>, Refused> {
    let mut list = relay.tasks.list(&asked.marker, asked.limit()? + 1, &asked.name);
    let is_end = list.len() <= asked.limit()?;
    list.truncate(asked.limit()?);
    let last = list.last().filter(|_| !is_end);
    let marker = last.map(|task| task.task_id.to_string()).unwrap_or_default();
    Ok(Json(TaskPage { list, marker, is_end }))
}

pub(super) async fn history(
    State(relay): State<Relay>,
    Query(asked): Query<Asked>,
) -> Result<Json<RunPage>, Refused> {
    let span = asked.start.unwrap_or(0)..=asked.end.unwrap_or(u64::MAX);
    let from = asked.marker.parse().unwrap_or(0);
    let (histories, next) = relay.tasks.history(from, asked.limit()?, &asked.name, span);
    let marker = next.map(|next| next.to_string()).unwrap_or_default();
    Ok(Json(RunPage { histories, is_end: marker.is_empty(), marker }))
}

pub(super) async fn delete(
    State(relay): State<Relay>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refused> {
    relay.tasks.delete(&id)?;
    Ok(Json(json!({})))
}

pub(super) async fn start(
    State(relay): State<Relay>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refused> {
    run::start(&relay, &id)?;
    Ok(Json(json!({})))
}

/// Answers once what was published is over, so that it may be published anew.
pub(super) async fn stop(State(relay): State<Relay>, Path(id): Path<String>) -> Result<Json<Value>, Refused> {
    run::stop(&relay, &id)?.await;
    Ok(Json(json!({})))
}

pub(super) async fn seek(
    State(relay): State<Relay>,
    Path(id): Path<String>,
    Body(asked): Body<SeekBody>,
) -> Result<Json<Value>, Refused> {
    relay.tasks.task(&id, |task| task.seek(asked))??;
    Ok(Json(json!({})))
}

pub(super) async fn run_info(
    State(relay): State<Relay>,
    Path(id): Path<String>,
) -> Result<Json<RunLog>, Refused> {
    relay.tasks.task(&id, |task| RunLog { out: task.log() }).map(Json)
}
