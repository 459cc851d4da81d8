use pili_core::{Endpoint, Error, Idempotency, Operation, Paginated, Request, Response, Result, decode_json};

use super::{StreamInfo, StreamPage, Streams, request};
use crate::Qiniu;

impl Streams {
    /// Lists streams: a list for [`Client::items`](pili_core::Client::items).
    pub fn list(&self) -> List {
        List { streams: self.clone(), page: 1, size: 10 }
    }
}

/// Lists streams: `GET /v1/streams` (spec 4.7).
///
/// [`Client::items`](pili_core::Client::items) walks the whole list; sending it gives one page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct List {
    streams: Streams,
    page: u32,
    size: u32,
}

impl List {
    /// Begins at this page; the first, and the default, is 1.
    pub fn page(self, page: u32) -> Self {
        Self { page, ..self }
    }

    /// Streams per page: 1 to 100, 10 by default.
    pub fn size(self, size: u32) -> Self {
        Self { size, ..self }
    }
}

impl Operation for List {
    type Output = StreamPage;
    type Api = Qiniu;
    const NAME: &'static str = "pili.first.stream.list";

    fn idempotency(&self) -> Idempotency {
        Idempotency::Idempotent
    }

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.page == 0 {
            return Err(Error::invalid("page", "must be at least 1"));
        }
        if !(1..=100).contains(&self.size) {
            return Err(Error::invalid("size", "must be 1 to 100"));
        }
        request::get(self.streams.url(endpoint).query("page", self.page).query("size", self.size))
    }

    fn decode(&self, response: Response) -> Result<StreamPage> {
        decode_json(&response)
    }
}

impl Paginated for List {
    type Item = StreamInfo;

    fn next_page(&self, page: StreamPage) -> (Vec<StreamInfo>, Option<Self>) {
        let seen = u64::from(self.page) * u64::from(self.size);
        let more = !page.streams.is_empty() && seen < page.total;
        let next = more.then(|| self.clone().page(self.page.saturating_add(1)));
        (page.streams, next)
    }
}
