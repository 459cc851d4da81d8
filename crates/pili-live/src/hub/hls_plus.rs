use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use serde_json::json;

use super::Hub;
use crate::Pili;

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
    type Api = Pili;
    const NAME: &'static str = "pili.hub.hlsplus";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.hub.url(endpoint)?.path(["hlsplus"]).post_json(&json!({ "hlsPlus": self.on }))
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
