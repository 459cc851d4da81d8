use std::time::SystemTime;

use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, auth::unix_seconds};
use serde::{Deserialize, Serialize};

use super::{Disabled, Stream};
use crate::Pili;

impl Stream {
    /// Forbids publishing and playing until [`enable`](Self::enable) lifts it. Example: [`Stream::update`].
    pub fn disable(&self) -> Disable {
        Disable { stream: self.clone(), until: None }
    }

    /// Forbids publishing and playing until a time, whole seconds. Example: [`Stream::update`].
    pub fn disable_until(&self, time: SystemTime) -> Disable {
        Disable { until: Some(time), ..self.disable() }
    }
}

/// Forbids publishing and playing: `POST /v1/streams/{id}/available` (spec 4.6).
///
/// Example: [`Stream::update`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Disable {
    stream: Stream,
    until: Option<SystemTime>,
}

/// Whether a stream may be published and played.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AvailableBody {
    /// Whether it may.
    pub available: Available,
    /// Until when it may not; without it for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled_till: Option<Disabled>,
}

/// The two words for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(clippy::exhaustive_enums, reason = "a service must know every word that it takes")]
pub enum Available {
    /// It may.
    Enabled,
    /// It may not.
    Disabled,
}

impl Operation for Disable {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili1.stream.disable";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.until.is_some_and(|time| unix_seconds(time) <= 0) {
            return Err(Error::invalid("time", "must be after 1970"));
        }
        let until = self.until.map(Disabled::Until);
        let body = AvailableBody { available: Available::Disabled, disabled_till: until };
        self.stream.url(endpoint)?.path(["available"]).post_json(&body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
