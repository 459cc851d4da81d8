use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use super::Hub;
use crate::{Pili, wire::HubInfo};

impl Hub {
    /// Reads the hub's settings.
    pub fn info(&self) -> Info {
        Info(self.clone())
    }
}

/// Reads the settings of a hub: `GET /v2/hubs/{hub}` (spec 4.4).
///
/// Fails with [`Reason::NotFound`](pili_core::Reason::NotFound) for an unknown hub.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info(Hub);

impl Operation for Info {
    type Output = HubInfo;
    type Api = Pili;
    const NAME: &'static str = "pili.hub.info";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.get()
    }

    fn decode(&self, response: &Response) -> Result<HubInfo> {
        decode_object(response)
    }
}
