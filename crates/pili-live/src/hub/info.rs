use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use super::Hub;
use crate::{Qiniu, wire::HubInfo};

impl Hub {
    /// Reads the hub's settings.
    pub fn info(&self) -> Info {
        Info(self.clone())
    }
}

/// Reads the settings of a hub: `GET /v2/hubs/{hub}` (spec 4.4).
///
/// Fails with [`Code::NotFound`](crate::Code::NotFound) for an unknown hub.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info(Hub);

impl Operation for Info {
    type Output = HubInfo;
    type Api = Qiniu;
    const NAME: &'static str = "pili.hub.info";

    fn idempotency(&self) -> Idempotency {
        Idempotency::Idempotent
    }

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.get()
    }

    fn decode(&self, response: Response) -> Result<HubInfo> {
        decode_object(&response)
    }
}
