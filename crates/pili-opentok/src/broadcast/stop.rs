use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_json};

use super::Broadcast;
use crate::{OpenTok, request, wire::BroadcastInfo};

impl Broadcast {
    /// Stops the broadcast.
    pub fn stop(&self) -> StopBroadcast {
        StopBroadcast(self.clone())
    }
}

/// Stops a broadcast: `POST /broadcast/{id}/stop` (spec 12.2). One that does not run fails with
/// [`Category::Conflict`](crate::Category::Conflict) or [`Category::NotFound`](crate::Category::NotFound), so that
/// the call is not repeated blindly.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct StopBroadcast(Broadcast);

impl Operation for StopBroadcast {
    type Output = BroadcastInfo;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.broadcast.stop";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::post(self.0.url(endpoint)?.path(["stop"]))
    }

    fn decode(&self, response: &Response) -> Result<BroadcastInfo> {
        decode_json(response)
    }
}
