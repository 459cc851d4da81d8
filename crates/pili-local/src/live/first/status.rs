//! Whether a stream is live: once, or as lines that are pushed.

use std::{convert::Infallible, time::Duration};

use axum::{
    body::Body,
    extract::State,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::stream;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::{
    sync::mpsc::Receiver,
    time::{Instant, Interval, interval_at},
};

use super::{at::At, read::Query, refused::Refused};
use crate::live::Pili;

#[derive(Deserialize)]
pub(super) struct Asked {
    ping: Option<String>,
}

pub(super) async fn status(
    State(pili): State<Pili>,
    At(at): At,
    Query(asked): Query<Asked>,
) -> Result<Response, Refused> {
    let Some(ping) = asked.ping else {
        return Ok(typed(Body::from(status_line(pili.media.live(&at.id()).is_some()))));
    };
    let seconds = ping.parse().ok().filter(|seconds| (1..=3600).contains(seconds));
    let ping = Duration::from_secs(seconds.ok_or(Refused::new(400_003, "ping must be 1 to 3600 seconds"))?);
    // Listening begins before looking, so that no change falls between.
    let changes = pili.listeners.listen(&at.id());
    let first = Some(pili.media.live(&at.id()).is_some());
    let push = Push { first, changes, pings: interval_at(Instant::now() + ping, ping) };
    Ok(typed(Body::from_stream(stream::unfold(push, Push::next))))
}

fn typed(body: Body) -> Response {
    ([(CONTENT_TYPE, "application/json")], body).into_response()
}

/// A connection that stays open.
struct Push {
    /// The present state, until it has been sent.
    first: Option<bool>,
    changes: Receiver<bool>,
    pings: Interval,
}

impl Push {
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        let line = match self.first.take() {
            Some(is_live) => status_line(is_live),
            None => tokio::select! {
                biased;
                change = self.changes.recv() => status_line(change?),
                _ = self.pings.tick() => line(&json!({ "ping": "ok" })),
            },
        };
        Some((Ok(line), self))
    }
}

fn status_line(is_live: bool) -> Bytes {
    line(&json!({ "status": if is_live { "connected" } else { "disconnected" } }))
}

fn line(value: &Value) -> Bytes {
    format!("{value}\n").into()
}
