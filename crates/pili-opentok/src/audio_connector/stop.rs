use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::AudioConnector;
use crate::{OpenTok, answer, request};

impl AudioConnector {
    /// Ends the connection to the WebSocket; read first which id it wants. Example: [`AudioConnector`].
    pub fn stop(&self) -> Stop {
        Stop(self.clone())
    }
}

/// Ends the connection to a WebSocket: `POST /connect/{id}/stop` (spec 13.3).
///
/// The vendor's SDKs do not agree on the id: the one for Node wants that of the answer to
/// [`connect_audio`](crate::Session::connect_audio), the one for .NET calls it a connection's. Node's has the call
/// marked as no longer working, too. What works by all documents is to
/// [disconnect](crate::Connection::force_disconnect) the connection that stands for the WebSocket.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Stop(AudioConnector);

impl Operation for Stop {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.audio_connector.stop";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::post(self.0.url(endpoint)?.path(["stop"]))
    }

    fn decode(&self, response: &Response) -> Result<()> {
        answer::nothing(response)
    }
}
