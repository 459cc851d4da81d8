//! Every call, once it is answered.

use std::{net::SocketAddr, time::Duration};

use axum::{extract::ConnectInfo, response::Response};
use tokio::time::Instant;

use super::{
    Again, Call, Cause, EventKind, Events, Explained,
    not_done::{NOTE, is_not_done},
    redacted,
};
use crate::{fault::Called, opentok, reply::Refused};

/// Marks answers that are no API's: playback, which is told of as plays are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct IsMedia;

/// A call that is being answered.
#[derive(Debug)]
pub(crate) struct Asked {
    method: String,
    path: String,
    client: Option<SocketAddr>,
    begun: Instant,
}

/// Notes what is asked, if it is an API that is asked.
pub(crate) fn log(request: &axum::extract::Request) -> Option<Asked> {
    let path = request.uri().path();
    let is_own = path == "/healthz" || path == "/metrics" || path == "/" || path.starts_with("/_local/");
    let client = request.extensions().get().map(|ConnectInfo(client)| *client);
    let asked = || request.uri().path_and_query().map_or(path, |path| path.as_str());
    (!is_own).then(|| Asked {
        method: request.method().to_string(),
        path: redacted(asked()),
        client,
        begun: Instant::now(),
    })
}

impl Asked {
    /// Tells of it, and of its answer.
    pub(crate) fn answered(self, response: &Response, request_id: &str, events: &Events) {
        let extensions = response.extensions();
        if extensions.get::<IsMedia>().is_some() {
            return;
        }
        let Self { method, path, client, begun } = self;
        let took: Duration = begun.elapsed();
        let operation = extensions.get().map(|Called(name)| *name);
        let (status, request_id) = (response.status().as_u16(), request_id.to_owned());
        let by_us = extensions.get::<Refused>().map(|refused| refused.message().to_owned());
        let reason = by_us.or_else(|| Some(extensions.get::<opentok::Refused>()?.message().to_owned()));
        let explained = extensions.get::<Explained>().cloned();
        let again = extensions.get::<Again>().cloned().unwrap_or_default();
        let is_not_done = response.status().is_success() && operation.is_some_and(is_not_done);
        events.tell(EventKind::Call, format!("{method} {path}"), |event| {
            event.reason = reason;
            event.explain(explained);
            event.again = again;
            event.cause = event.cause.or((status >= 400).then_some(Cause::Other));
            event.call = Some(Call { method, path, operation, status, took, request_id, client });
        });
        if let Some(operation) = operation.filter(|_| is_not_done) {
            events.tell(EventKind::NotDoneHere, operation, |event| event.reason = Some(NOTE.to_owned()));
        }
    }
}
