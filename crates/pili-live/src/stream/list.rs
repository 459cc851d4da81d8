use pili_core::{
    Endpoint, Error, Idempotency, Operation, Paginated, Request, Response, Result, auth::names::StreamKey,
    decode_object, null_as_default,
};
use serde::{Deserialize, Serialize};

use crate::{Hub, Pili};

impl Hub {
    /// Lists stream keys.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// # use pili_live::Hub;
    /// let mut live = client.items(Hub::new("shows").streams().prefix("eve").live_only());
    /// while let Some(key) = live.next().await {
    ///     println!("{}", key?);
    /// }
    /// # Ok(()) }
    /// ```
    pub fn streams(&self) -> List {
        let (prefix, marker) = (String::new(), String::new());
        List { hub: self.clone(), live_only: false, prefix, limit: 0, marker }
    }
}

/// Lists the stream keys of a hub: `GET /v2/hubs/{hub}/streams` (spec 4.1; vendor page 2774).
///
/// [`Client::items`](pili_core::Client::items) walks the whole list; sending it gives one page.
///
/// ```
/// use pili_live::{Hub, core::Operation as _};
/// let list = Hub::new("shows").streams().live_only().prefix("eve").limit(50).marker("m");
/// let request = list.encode(&pili_live::ENDPOINT)?;
/// assert!(request.uri().query().is_some_and(|query| query.contains("prefix=eve") && query.contains("limit=50")));
/// # Ok::<(), pili_live::core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct List {
    hub: Hub,
    live_only: bool,
    prefix: String,
    limit: u32,
    marker: String,
}

impl List {
    /// Only streams that are live now. Example: [`Hub::streams`].
    pub fn live_only(self) -> Self {
        Self { live_only: true, ..self }
    }

    /// Only keys that begin so. Example: [`Hub::streams`].
    pub fn prefix(self, prefix: impl Into<String>) -> Self {
        Self { prefix: prefix.into(), ..self }
    }

    /// Keys per page, 5000 at most; 0, the default, leaves it to the service. Example: [`List`].
    pub fn limit(self, limit: u32) -> Self {
        Self { limit, ..self }
    }

    /// Goes on where another page's [`marker`](StreamPage::marker) points. Example: [`List`].
    pub fn marker(self, marker: impl Into<String>) -> Self {
        Self { marker: marker.into(), ..self }
    }
}

impl Operation for List {
    type Output = StreamPage;
    type Api = Pili;
    const NAME: &'static str = "pili.stream.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.limit > 5000 {
            return Err(Error::invalid("limit", "must be at most 5000"));
        }
        let url = self.hub.url(endpoint)?.path(["streams"]);
        url.query_some("liveonly", self.live_only.then_some(true))
            .query_some("prefix", Some(&self.prefix).filter(|prefix| !prefix.is_empty()))
            .query_some("limit", Some(self.limit).filter(|limit| *limit > 0))
            .query_some("marker", Some(&self.marker).filter(|marker| !marker.is_empty()))
            .get()
    }

    fn decode(&self, response: &Response) -> Result<StreamPage> {
        decode_object(response)
    }
}

impl Paginated for List {
    type Item = StreamKey;

    fn next_page(&self, page: StreamPage) -> (Vec<StreamKey>, Option<Self>) {
        let keys = page.items.into_iter().map(|item| item.key).collect();
        let next = (!page.marker.is_empty()).then(|| self.clone().marker(page.marker));
        (keys, next)
    }
}

/// One page of stream keys.
///
/// Example: [`Hub::streams`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct StreamPage {
    /// The keys.
    #[serde(deserialize_with = "null_as_default")]
    pub items: Vec<StreamItem>,
    /// Where the next page begins; empty at the end.
    #[serde(default, deserialize_with = "null_as_default")]
    pub marker: String,
}

/// An entry of a [`StreamPage`].
///
/// Example: [`Hub::streams`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct StreamItem {
    /// The stream key.
    #[serde(with = "crate::noun::stream_key")]
    pub key: StreamKey,
}
