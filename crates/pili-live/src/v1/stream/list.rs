use pili_core::{
    Endpoint, Idempotency, Operation, Paginated, Request, Response, Result, decode_object, null_as_default,
};
use serde::{Deserialize, Serialize};

use super::StreamInfo;
use crate::{Pili, noun::checked, v1::Hub};

impl Hub {
    /// Lists streams: a list for [`Client::items`](pili_core::Client::items).
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// use pili_live::v1::Hub;
    /// let page = client.send(Hub::new("shows").streams().connected().title("eve").limit(50).id_only()).await?;
    /// println!("{page:?}");
    /// println!("{:?}", client.send(Hub::new("shows").streams().marker("m")).await?);
    /// # Ok(()) }
    /// ```
    pub fn streams(&self) -> List {
        List {
            hub: self.clone(),
            connected: false,
            title: String::new(),
            limit: 0,
            marker: String::new(),
            id_only: false,
        }
    }
}

/// Lists the streams of a hub: `GET /v1/streams` (spec 4.6).
///
/// [`Client::items`](pili_core::Client::items) walks the whole list; sending it gives one page.
///
/// Example: [`Hub::streams`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct List {
    hub: Hub,
    connected: bool,
    title: String,
    limit: u32,
    marker: String,
    id_only: bool,
}

impl List {
    /// Only streams that are live now. Example: [`Hub::streams`].
    pub fn connected(self) -> Self {
        Self { connected: true, ..self }
    }

    /// Only titles that begin so. Example: [`Hub::streams`].
    pub fn title(self, prefix: impl Into<String>) -> Self {
        Self { title: prefix.into(), ..self }
    }

    /// Streams per page; 0, the default, leaves it to the service. Example: [`Hub::streams`].
    pub fn limit(self, limit: u32) -> Self {
        Self { limit, ..self }
    }

    /// Goes on where another page's [`marker`](StreamPage::marker) points. Example: [`Hub::streams`].
    pub fn marker(self, marker: impl Into<String>) -> Self {
        Self { marker: marker.into(), ..self }
    }

    /// Only the ids; every other member has its default. Example: [`Hub::streams`].
    pub fn id_only(self) -> Self {
        Self { id_only: true, ..self }
    }
}

impl Operation for List {
    type Output = StreamPage;
    type Api = Pili;
    const NAME: &'static str = "pili1.stream.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let url = endpoint.url().path(["v1", "streams"]).query("hub", checked(&self.hub.name)?);
        let url = url
            .query_some("status", self.connected.then_some("connected"))
            .query_some("title", Some(&self.title).filter(|title| !title.is_empty()))
            .query_some("limit", Some(self.limit).filter(|limit| *limit > 0))
            .query_some("marker", Some(&self.marker).filter(|marker| !marker.is_empty()));
        if self.id_only { url.flag("idonly").get() } else { url.get() }
    }

    fn decode(&self, response: &Response) -> Result<StreamPage> {
        decode_object(response)
    }
}

impl Paginated for List {
    type Item = StreamInfo;

    fn next_page(&self, page: StreamPage) -> (Vec<StreamInfo>, Option<Self>) {
        let more = !page.end && !page.marker.is_empty();
        let next = more.then(|| self.clone().marker(page.marker));
        (page.items, next)
    }
}

/// One page of streams.
///
/// Example: [`Hub::streams`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct StreamPage {
    /// The streams.
    #[serde(deserialize_with = "null_as_default")]
    pub items: Vec<StreamInfo>,
    /// Where the next page begins.
    #[serde(default, deserialize_with = "null_as_default")]
    pub marker: String,
    /// Whether this is the last page.
    #[serde(default)]
    pub end: bool,
}
