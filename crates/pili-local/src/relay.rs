//! Pub tasks: pulls sources on this machine and publishes them on this machine (spec 4.13).
//!
//! It reads FLV over HTTP and RTMP, both on loopback, which includes the service's own streams and files, and
//! publishes over RTMP on loopback. What else a task may name is said to be out of reach, by 501.

mod calls;
mod check;
mod feed;
mod history;
mod kept;
pub(crate) mod operations;
mod outlets;
mod place;
mod run;
mod schedule;
mod splice;
mod store;
mod tell;

use std::{fmt, sync::Arc};

use axum::{
    Router, middleware,
    routing::{get, post},
};

use crate::{callback::Callbacks, fault, ground::Ground, signature};
use store::Tasks;

/// What the API of Pub works on: tasks, and who is told of them. Clones share it.
#[derive(Clone)]
pub(crate) struct Relay {
    ground: Ground,
    callbacks: Arc<Callbacks>,
    tasks: Arc<Tasks>,
}

impl Relay {
    pub(crate) fn new(ground: Ground, callbacks: Arc<Callbacks>) -> Self {
        let tasks = Arc::new(Tasks::new(&ground.data, ground.clock.now()));
        Self { ground, callbacks, tasks }
    }

    /// Keeps to the times of tasks that were made before.
    pub(crate) fn resume(&self) {
        self.tasks.ids().iter().for_each(|id| schedule::keep(self, id));
    }

    /// Stops all tasks, and waits a moment until what they publish is over.
    pub(crate) async fn end(&self) {
        run::stop_all(self).await;
    }

    /// Stops all tasks, and forgets them.
    pub(crate) async fn reset(&self) {
        run::stop_all(self).await;
        self.tasks.clear();
    }

    /// Ends all tasks at once.
    pub(crate) fn abort(&self) {
        self.tasks.abort(self.ground.clock.now());
    }
}

impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Relay").field("credentials", &self.ground.credentials).finish_non_exhaustive()
    }
}

pub(crate) fn router(relay: Relay) -> Router {
    let faults = fault::Point::new(&relay.ground.faults, operations::of);
    Router::new()
        .route("/tasks", post(calls::create).get(calls::list))
        .route("/tasks/{id}", get(calls::info).post(calls::update).delete(calls::delete))
        .route("/tasks/{id}/start", post(calls::start))
        .route("/tasks/{id}/stop", post(calls::stop))
        .route("/tasks/{id}/seek", post(calls::seek))
        .route("/tasks/{id}/runinfo", get(calls::run_info))
        .route("/history", get(calls::history))
        .layer(middleware::from_fn_with_state(relay.ground.clone(), signature::check))
        .layer(middleware::from_fn_with_state(faults, fault::meet))
        .with_state(relay)
}
