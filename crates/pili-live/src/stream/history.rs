use std::time::SystemTime;

use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use super::Stream;
use crate::{
    Pili,
    noun::{check_span, seconds},
    wire::{Activity, Items},
};

impl Stream {
    /// Reads when the stream was published.
    pub fn history(&self) -> History {
        History { stream: self.clone(), start: None, end: None }
    }
}

/// Reads the publishes of a stream: `GET /v2/hubs/{hub}/streams/{key}/historyactivity` (spec 4.1).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct History {
    stream: Stream,
    start: Option<i64>,
    end: Option<i64>,
}

impl History {
    /// Only publishes after this time; without it, from the beginning.
    pub fn start(self, time: SystemTime) -> Self {
        Self { start: Some(seconds(time)), ..self }
    }

    /// Only publishes before this time; without it, until now.
    pub fn end(self, time: SystemTime) -> Self {
        Self { end: Some(seconds(time)), ..self }
    }
}

impl Operation for History {
    type Output = Vec<Activity>;
    type Api = Pili;
    const NAME: &'static str = "pili.stream.history";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check_span(self.start, self.end)?;
        let url = self.stream.url(endpoint)?.path(["historyactivity"]);
        url.query_some("start", self.start).query_some("end", self.end).get()
    }

    fn decode(&self, response: &Response) -> Result<Vec<Activity>> {
        decode_object::<Items<Activity>>(response).map(Items::into_vec)
    }
}
