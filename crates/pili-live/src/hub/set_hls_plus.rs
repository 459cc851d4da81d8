use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};
use serde::{Deserialize, Serialize};

use super::Hub;
use crate::Pili;

impl Hub {
    /// Switches HLS+ on or off. Example: [`Hub::set_security`].
    pub fn set_hls_plus(&self, on: bool) -> SetHlsPlus {
        SetHlsPlus { hub: self.clone(), body: SetHlsPlusBody { hls_plus: on } }
    }
}

/// Switches HLS+ of a hub: `POST /v2/hubs/{hub}/hlsplus` (spec 4.4).
///
/// Example: [`Hub::set_security`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SetHlsPlus {
    hub: Hub,
    body: SetHlsPlusBody,
}

/// Whether HLS+ is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetHlsPlusBody {
    /// Whether it is.
    pub hls_plus: bool,
}

impl Operation for SetHlsPlus {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.hub.set_hls_plus";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.hub.url(endpoint)?.path(["hlsplus"]).post_json(&self.body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
