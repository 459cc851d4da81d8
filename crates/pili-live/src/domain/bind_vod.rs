use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};
use serde::{Deserialize, Serialize};

use super::Domain;
use crate::{Pili, noun::checked};

impl Domain {
    /// Plays what the hub keeps on this domain.
    pub fn bind_vod(&self) -> BindVod {
        BindVod(self.clone())
    }
}

/// Sets the domain that a hub's recordings are played on: `POST /v2/hubs/{hub}/voddomain` (spec 4.5).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct BindVod(Domain);

/// Where recordings are played.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BindVodBody {
    /// The domain.
    pub vod_domain: String,
}

impl Operation for BindVod {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.domain.bind_vod";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let body = BindVodBody { vod_domain: checked(&self.0.name)?.to_string() };
        self.0.hub.url(endpoint)?.path(["voddomain"]).post_json(&body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
