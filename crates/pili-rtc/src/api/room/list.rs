use pili_core::{
    Endpoint, Error, Idempotency, Operation, Paginated, Request, Response, Result, decode_object,
    null_as_default,
};
use serde::{Deserialize, Serialize};

use crate::{App, RoomName, api::Rtc};

impl App {
    /// Lists the rooms that are active: a list for [`Client::items`](pili_core::Client::items).
    ///
    /// ```no_run
    /// # async fn run(client: pili_rtc::Client) -> pili_rtc::core::Result<()> {
    /// # use pili_rtc::App;
    /// let mut rooms = client.items(App::new("desls83s2").rooms().prefix("class-"));
    /// while let Some(room) = rooms.next().await {
    ///     println!("{}", room?);
    /// }
    /// # Ok(()) }
    /// ```
    pub fn rooms(&self) -> List {
        List { app: self.clone(), prefix: String::new(), offset: 0, limit: None }
    }
}

/// Lists the active rooms of an app: `GET /v3/apps/{app}/rooms` (spec 4.9; vendor page rtc 8815).
///
/// [`Client::items`](pili_core::Client::items) walks the whole list; sending it gives one page.
///
/// ```
/// use pili_rtc::{App, core::Operation as _};
/// let page = App::new("desls83s2").rooms().prefix("door-").offset(100).limit(50);
/// let request = page.encode(&pili_rtc::ENDPOINT)?;
/// assert_eq!(request.uri().query(), Some("prefix=door-&offset=100&limit=50"));
/// # Ok::<(), pili_rtc::core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct List {
    app: App,
    prefix: String,
    offset: u64,
    limit: Option<u32>,
}

impl List {
    /// Only names that begin so. Example: [`List`].
    pub fn prefix(self, prefix: impl Into<String>) -> Self {
        Self { prefix: prefix.into(), ..self }
    }

    /// Begins here; the [`offset`](RoomPage::offset) of a page says where the next one does. Example: [`List`].
    pub fn offset(self, offset: u64) -> Self {
        Self { offset, ..self }
    }

    /// Names per page; without it the service's default. Example: [`List`].
    pub fn limit(self, limit: u32) -> Self {
        Self { limit: Some(limit), ..self }
    }
}

impl Operation for List {
    type Output = RoomPage;
    type Api = Rtc;
    const NAME: &'static str = "rtc.room.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.limit == Some(0) {
            return Err(Error::invalid("limit", "must not be 0"));
        }
        let url = self.app.url(endpoint)?.path(["rooms"]);
        url.query_some("prefix", Some(&self.prefix).filter(|prefix| !prefix.is_empty()))
            .query_some("offset", Some(self.offset).filter(|offset| *offset > 0))
            .query_some("limit", self.limit)
            .get()
    }

    fn decode(&self, response: &Response) -> Result<RoomPage> {
        decode_object(response)
    }
}

impl Paginated for List {
    type Item = RoomName;

    fn next_page(&self, page: RoomPage) -> (Vec<RoomName>, Option<Self>) {
        let more = !page.end && !page.rooms.is_empty();
        let next = more.then(|| self.clone().offset(page.offset));
        (page.rooms, next)
    }
}

/// One page of active rooms.
///
/// Example: [`App::rooms`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct RoomPage {
    /// Whether this is the last page.
    pub end: bool,
    /// Where the next page begins.
    pub offset: u64,
    /// The rooms.
    #[serde(deserialize_with = "null_as_default")]
    pub rooms: Vec<RoomName>,
}
