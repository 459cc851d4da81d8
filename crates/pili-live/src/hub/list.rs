use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, auth::names::HubName};
use serde::{Deserialize, Serialize};

use super::Hub;
use crate::{Pili, items::decode_items};

impl Hub {
    /// Lists the hubs of the account.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// use pili_live::Hub;
    /// for hub in client.send(Hub::list()).await? {
    ///     println!("{}", hub.name);
    /// }
    /// # Ok(()) }
    /// ```
    pub fn list() -> List {
        List
    }
}

/// Lists the hubs of the account: `GET /v2/hubs` (spec 4.4).
///
/// Example: [`Hub::list`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct List;

impl Operation for List {
    type Output = Vec<HubItem>;
    type Api = Pili;
    const NAME: &'static str = "pili.hub.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        endpoint.url().path(["v2", "hubs"]).get()
    }

    fn decode(&self, response: &Response) -> Result<Vec<HubItem>> {
        decode_items(response)
    }
}

/// An entry of the list of hubs.
///
/// Example: [`Hub::list`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct HubItem {
    /// The hub's name.
    #[serde(with = "crate::noun::hub_name")]
    pub name: HubName,
}
