use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_nothing};

use serde_json::json;

use super::Hub;
use crate::Qiniu;

impl Hub {
    /// Switches HLS+ on or off.
    pub fn hls_plus(&self, on: bool) -> HlsPlus {
        HlsPlus { hub: self.clone(), on }
    }
}

/// Switches HLS+ of a hub: `POST /v2/hubs/{hub}/hlsplus` (spec 4.4).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct HlsPlus {
    hub: Hub,
    on: bool,
}

impl Operation for HlsPlus {
    type Output = ();
    type Api = Qiniu;
    const NAME: &'static str = "pili.hub.hlsplus";

    fn idempotency(&self) -> Idempotency {
        Idempotency::Idempotent
    }

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.hub.url(endpoint)?.path(["hlsplus"]).post_json(&json!({ "hlsPlus": self.on }))
    }

    fn decode(&self, response: Response) -> Result<()> {
        decode_nothing(&response)
    }
}
