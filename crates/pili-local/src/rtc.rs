//! The RTC API: apps, rooms of every version and their jobs, and who is in a room (spec 4.8 to 4.11, 4.14).

mod app;
mod apps;
mod forward;
mod job;
mod jobs;
mod merge;
mod old;
pub(crate) mod operations;
mod presence;
mod pub_tasks;
mod room;
mod rooms;
mod settings;
mod state;
mod users;

use axum::{
    Router, middleware,
    routing::{delete, get, post},
};

use crate::{fault, signature};
pub(crate) use state::Rtc;

pub(crate) fn router(rtc: Rtc) -> Router {
    api()
        .layer(middleware::from_fn_with_state(rtc.ground.clone(), signature::check))
        .layer(middleware::from_fn_with_state(
            fault::Point::new(&rtc.ground.faults, operations::of),
            fault::meet,
        ))
        .merge(presence::router())
        .merge(pub_tasks::router(&rtc))
        .with_state(rtc)
}

fn api() -> Router<Rtc> {
    let room = Router::new()
        .route("/", delete(rooms::delete))
        .route("/users", get(rooms::users))
        .route("/users/{user}", delete(rooms::kick))
        .route("/merge", delete(rooms::stop_merge))
        .route("/forward_job", post(forward::start))
        .route("/forward_job/delete", post(forward::stop))
        .route("/merge_job", post(merge::start))
        .route("/merge_job/{id}", delete(merge::stop))
        .route("/merge_job/{id}/tracks", post(merge::tracks))
        .route("/merge_job/{id}/watermarks", post(merge::watermarks));
    Router::new()
        .merge(old::router())
        .route("/v3/apps", post(apps::create).get(apps::list))
        .route("/v3/apps/{app}", get(apps::info).post(apps::update).delete(apps::delete))
        .route("/v3/apps/{app}/rooms", get(rooms::list))
        .route("/v3/apps/{app}/createroom", post(rooms::create))
        .nest("/v3/apps/{app}/rooms/{room}", room)
        .route("/v4/apps/{app}/rooms/{room}/jobs", post(job::start))
        .route("/v4/apps/{app}/rooms/{room}/jobs/update", post(job::update))
        .route("/v4/apps/{app}/rooms/{room}/jobs/stop", post(job::stop))
}
