use std::time::SystemTime;

use pili_core::{
    Endpoint, Idempotency, Operation, Request, Response, Result, decode_object, null_as_default,
};
use pili_qiniu::rfc3339;
use serde::{Deserialize, Serialize};

use super::Stream;
use crate::{Pili, v1::State};

impl Stream {
    /// Reads whether the stream is live, and at which rate. Example: [`Stream::update`].
    pub fn status(&self) -> Status {
        Status(self.clone())
    }
}

/// Reads the status of a stream: `GET /v1/streams/{id}/status` (spec 4.6).
///
/// Example: [`Stream::update`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Status(Stream);

impl Operation for Status {
    type Output = StreamStatus;
    type Api = Pili;
    const NAME: &'static str = "pili1.stream.status";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.path(["status"]).get()
    }

    fn decode(&self, response: &Response) -> Result<StreamStatus> {
        decode_object(response)
    }
}

/// The status of a stream.
///
/// Example: [`v1`](crate::v1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct StreamStatus {
    /// The publisher's `ip:port`.
    #[serde(default, alias = "clientIp", alias = "clientIP")]
    pub addr: String,
    /// Since when it is live, if it is.
    #[serde(with = "rfc3339::option", default)]
    pub start_from: Option<SystemTime>,
    /// Whether it is live. The one member that no answer lacks.
    pub status: State,
    /// Rate of the publish, bytes per second.
    #[serde(default)]
    pub bytes_per_second: f64,
    /// Frame rates of the publish.
    #[serde(default, deserialize_with = "null_as_default")]
    pub frames_per_second: Fps,
}

impl StreamStatus {
    /// Whether the stream is live.
    ///
    /// Example: [`Stream::update`].
    pub fn is_connected(&self) -> bool {
        self.status == State::Connected
    }
}

/// Frames per second.
///
/// Example: [`Stream::update`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Fps {
    /// Audio frames.
    pub audio: f64,
    /// Video frames.
    pub video: f64,
    /// Data frames, such as metadata.
    pub data: f64,
}
