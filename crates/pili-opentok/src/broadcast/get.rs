use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_json};

use super::Broadcast;
use crate::{OpenTok, request, wire::BroadcastInfo};

impl Broadcast {
    /// Reads the broadcast.
    pub fn info(&self) -> GetBroadcast {
        GetBroadcast(self.clone())
    }
}

/// Reads a broadcast: `GET /broadcast/{id}` (spec 12.2). Fails with
/// [`Category::NotFound`](crate::Category::NotFound) for an unknown one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct GetBroadcast(Broadcast);

impl Operation for GetBroadcast {
    type Output = BroadcastInfo;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.broadcast.get";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::get(self.0.url(endpoint)?)
    }

    fn decode(&self, response: &Response) -> Result<BroadcastInfo> {
        decode_json(response)
    }
}
