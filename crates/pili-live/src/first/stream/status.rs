use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};
use serde::{Deserialize, Serialize};

use super::Stream;
use crate::first::{FirstGen, State, request};

impl Stream {
    /// Reads once whether the stream is live.
    ///
    /// Example: [`first`](crate::first).
    pub fn status(&self) -> Status {
        Status(self.clone())
    }
}

/// Reads the status of a stream: `GET /v1/streams/{id}/status` (spec 4.7).
///
/// Example: [`first`](crate::first).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Status(Stream);

impl Operation for Status {
    type Output = State;
    type Api = FirstGen;
    const NAME: &'static str = "first.stream.status";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::get(self.0.url(endpoint)?.path(["status"]))
    }

    fn decode(&self, response: &Response) -> Result<State> {
        // One object, or lines of which one holds the status.
        let lines = serde_json::Deserializer::from_slice(response.body()).into_iter::<StatusLine>();
        let state = lines.map_while(|line| line.ok()).find_map(|line| line.status);
        state.ok_or_else(|| Error::decode("the body holds no status"))
    }
}

/// A line of the status push: a status, or a sign of life.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusLine {
    /// The status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<State>,
    /// `ok`, when the line is a sign of life.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ping: Option<String>,
}
