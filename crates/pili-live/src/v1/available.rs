use std::time::SystemTime;

use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};

use super::{Stream, wire::AvailableBody};
use crate::{Pili, noun::seconds};

impl Stream {
    /// Forbids publishing and playing until [`enable`](Self::enable) lifts it.
    pub fn disable(&self) -> Available {
        Available { stream: self.clone(), enabled: false, till: None }
    }

    /// Forbids publishing and playing until a time, whole seconds.
    pub fn disable_until(&self, time: SystemTime) -> Available {
        Available { till: Some(seconds(time)), ..self.disable() }
    }

    /// Lifts [`disable`](Self::disable).
    pub fn enable(&self) -> Available {
        Available { enabled: true, ..self.disable() }
    }
}

/// Forbids publishing and playing, or allows it again: `POST /v1/streams/{id}/available` (spec 4.6).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Available {
    stream: Stream,
    enabled: bool,
    till: Option<i64>,
}

impl Operation for Available {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.v1.stream.available";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.till.is_some_and(|till| till <= 0) {
            return Err(Error::invalid("time", "must be after 1970"));
        }
        let available = if self.enabled { "enabled" } else { "disabled" }.to_owned();
        let body = AvailableBody { available, disabled_till: self.till };
        self.stream.url(endpoint)?.path(["available"]).post_json(&body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
