//! What an account does with its projects.

use axum::{
    Json, Router,
    extract::{Path, Request, State},
    http::StatusCode,
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use pili_auth::opentok::{AccountCredentials, AccountJwt};
use pili_opentok::{
    account::project::{Environment, ProjectInfo, ProjectStatus},
    wire::{ProjectCreate, StatusBody},
};

use super::{
    auth, operations,
    projects::Projects,
    refused::{Answer, Body, Refused},
    standing::Standing,
    state::OpenTok,
};
use crate::fault;

pub(super) fn router(projects: Projects) -> Router {
    Router::new()
        .route("/v2/project", get(list).post(create))
        .route("/v2/project/{key}", get(info).put(set_status).delete(delete))
        .layer(middleware::from_fn_with_state(projects.clone(), check))
        .layer(middleware::from_fn_with_state(
            fault::Point::new(&projects.ground.faults, operations::of),
            fault::meet,
        ))
        .with_state(projects)
}

/// Lets a call through that the account signed: its keys are the service's.
async fn check(State(projects): State<Projects>, request: Request, next: Next) -> Response {
    let keys = &projects.ground.credentials;
    let account = AccountCredentials::new(keys.access_key(), keys.secret_key().clone());
    let received = auth::head(&request);
    match AccountJwt::new(account).verify(&received, projects.ground.clock.now()) {
        Ok(()) => next.run(request).await,
        Err(refusal) => Refused::new(403, auth::message(&refusal)).coded(-1).into_response(),
    }
}

async fn create(
    State(projects): State<Projects>,
    Body(ProjectCreate { name }): Body<ProjectCreate>,
) -> Answer<Json<ProjectInfo>> {
    answer(&projects.create(name))
}

async fn list(State(projects): State<Projects>) -> Json<Vec<ProjectInfo>> {
    Json(projects.list().iter().filter(|project| !is_deleted(project)).filter_map(told).collect())
}

async fn info(State(projects): State<Projects>, Path(key): Path<String>) -> Answer<Json<ProjectInfo>> {
    answer(&find(&projects, &key)?)
}

async fn set_status(
    State(projects): State<Projects>,
    Path(key): Path<String>,
    Body(StatusBody { status }): Body<StatusBody>,
) -> Answer<Json<ProjectInfo>> {
    let project = find(&projects, &key)?;
    project.world().record.standing = match status {
        ProjectStatus::Active => Standing::Active,
        ProjectStatus::Suspended => Standing::Suspended,
        other => return Err(Refused::bad(format!("Invalid status: {other}"))),
    };
    answer(&project)
}

async fn delete(State(projects): State<Projects>, Path(key): Path<String>) -> Answer<StatusCode> {
    find(&projects, &key)?.world().record.standing = Standing::Deleted;
    projects.delete(&key);
    Ok(StatusCode::NO_CONTENT)
}

/// Applications are none of the account's projects.
fn find(projects: &Projects, key: &str) -> Answer<OpenTok> {
    let project =
        projects.find(key).filter(|project| !is_deleted(project) && project.caller.project().is_some());
    project.ok_or_else(|| Refused::not_found("project"))
}

fn is_deleted(project: &OpenTok) -> bool {
    project.world().record.standing == Standing::Deleted
}

fn answer(project: &OpenTok) -> Answer<Json<ProjectInfo>> {
    told(project).map(Json).ok_or_else(|| Refused::not_found("project"))
}

fn told(project: &OpenTok) -> Option<ProjectInfo> {
    let record = project.world().record.clone();
    Some(ProjectInfo {
        id: project.key(),
        secret: project.caller.project()?.secret_key().clone(),
        status: match record.standing {
            Standing::Active => ProjectStatus::Active,
            Standing::Suspended | Standing::Deleted => ProjectStatus::Suspended,
        },
        name: record.name,
        environment: Some(Environment::Standard),
        created_at: record.created_at,
    })
}
