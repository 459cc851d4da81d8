use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};
use serde::{Deserialize, Serialize};

use super::Domain;
use crate::{Pili, noun::checked};

impl Domain {
    /// Plays what the hub keeps on this domain.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// use pili_live::Hub;
    /// let domain = Hub::new("shows").domain("replay.example.com");
    /// client.send(domain.bind_vod()).await?;
    /// client.send(domain.set_cert("my-certificate")).await?;
    /// # Ok(()) }
    /// ```
    pub fn bind_vod(&self) -> BindVod {
        BindVod(self.clone())
    }
}

/// Sets the domain that a hub's recordings are played on: `POST /v2/hubs/{hub}/voddomain` (spec 4.5).
///
/// Example: [`Domain::bind_vod`].
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
