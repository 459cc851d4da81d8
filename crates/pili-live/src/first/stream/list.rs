use pili_core::{
    Endpoint, Error, Idempotency, Operation, Paginated, Request, Response, Result, decode_object,
    null_as_default,
};
use serde::{Deserialize, Serialize};

use super::StreamInfo;
use crate::first::{FirstGen, Streams, request};

/// Streams per page when nothing was asked for.
const SIZE: u32 = 10;

impl Streams {
    /// Lists streams: a list for [`Client::items`](pili_core::Client::items).
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::first::Client) -> pili_live::core::Result<()> {
    /// use pili_live::first::Streams;
    /// let page = client.send(Streams::default().list().page(1).size(20)).await?;
    /// println!("{page:?}");
    /// # Ok(()) }
    /// ```
    pub fn list(&self) -> List {
        List { streams: self.clone(), page: None, size: None }
    }
}

/// Lists streams: `GET /v1/streams` (spec 4.7).
///
/// [`Client::items`](pili_core::Client::items) walks the whole list; sending it gives one page.
///
/// Example: [`Streams::list`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct List {
    streams: Streams,
    page: Option<u32>,
    size: Option<u32>,
}

impl List {
    /// Begins at this page; the first, and the default, is 1. Example: [`Streams::list`].
    pub fn page(self, page: u32) -> Self {
        Self { page: Some(page), ..self }
    }

    /// Streams per page: 1 to 100, 10 by default. Example: [`Streams::list`].
    pub fn size(self, size: u32) -> Self {
        Self { size: Some(size), ..self }
    }
}

impl Operation for List {
    type Output = StreamPage;
    type Api = FirstGen;
    const NAME: &'static str = "first.stream.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.page == Some(0) {
            return Err(Error::invalid("page", "must be at least 1"));
        }
        if !(1..=100).contains(&self.size.unwrap_or(SIZE)) {
            return Err(Error::invalid("size", "must be 1 to 100"));
        }
        let url = self.streams.url(endpoint);
        request::get(url.query_some("page", self.page).query_some("size", self.size))
    }

    fn decode(&self, response: &Response) -> Result<StreamPage> {
        decode_object(response)
    }
}

impl Paginated for List {
    type Item = StreamInfo;

    fn next_page(&self, page: StreamPage) -> (Vec<StreamInfo>, Option<Self>) {
        let number = self.page.unwrap_or(1);
        let seen = u64::from(number) * u64::from(self.size.unwrap_or(SIZE));
        let more = !page.streams.is_empty() && seen < page.total;
        let next = more.then(|| self.clone().page(number.saturating_add(1)));
        (page.streams, next)
    }
}

/// One page of streams.
///
/// Example: [`Streams::list`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct StreamPage {
    /// How many there are in all.
    pub total: u64,
    /// The streams.
    #[serde(deserialize_with = "null_as_default")]
    pub streams: Vec<StreamInfo>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(list: &List) -> Option<String> {
        let request = list.encode(&Endpoint::parse("https://api.pili.qiniu.com").unwrap()).unwrap();
        request.uri().query().map(str::to_owned)
    }

    #[test]
    fn what_was_not_asked_for_is_not_sent_and_the_second_page_follows_all_the_same() {
        let list = Streams::default().list();
        assert_eq!(query(&list), None);
        let stream: StreamInfo = serde_json::from_str(r#"{"id":"1"}"#).unwrap();
        let page = StreamPage { total: 11, streams: vec![stream.clone(); 10] };
        let next = list.next_page(page).1.unwrap();
        assert_eq!(query(&next).as_deref(), Some("page=2"));
        let last = StreamPage { total: 11, streams: vec![stream] };
        assert_eq!(next.next_page(last).1, None);
    }
}
