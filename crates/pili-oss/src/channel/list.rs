use pili_core::{Endpoint, Error, Idempotency, Operation, Paginated, Request, Response, Result};

use crate::{
    Bucket, Oss,
    wire::{ChannelEntry, ChannelPage},
    xml,
};

/// Lists the channels of a bucket by name: `GET /?live` (spec 2.2; vendor page "ListLiveChannel").
///
/// [`Client::items`](pili_core::Client::items) walks the whole list; sending it gives one page.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct List {
    bucket: Bucket,
    prefix: String,
    marker: String,
    max_keys: Option<u32>,
}

impl List {
    pub(crate) fn new(bucket: Bucket) -> Self {
        Self { bucket, prefix: String::new(), marker: String::new(), max_keys: None }
    }

    /// Only names that begin so; at most 1024 bytes.
    pub fn prefix(self, prefix: impl Into<String>) -> Self {
        Self { prefix: prefix.into(), ..self }
    }

    /// Only names after this one; at most 1024 bytes.
    pub fn marker(self, marker: impl Into<String>) -> Self {
        Self { marker: marker.into(), ..self }
    }

    /// Channels per page, 1 to 1000; without it the service takes 100.
    pub fn max_keys(self, max_keys: u32) -> Self {
        Self { max_keys: Some(max_keys), ..self }
    }

    fn check(&self) -> Result<()> {
        for (field, value) in [("prefix", &self.prefix), ("marker", &self.marker)] {
            if value.len() > 1024 {
                return Err(Error::invalid(field, "must be at most 1024 bytes long"));
            }
        }
        if self.max_keys.is_some_and(|max| !(1..=1000).contains(&max)) {
            return Err(Error::invalid("max keys", "must be 1 to 1000"));
        }
        Ok(())
    }
}

impl Operation for List {
    type Output = ChannelPage;
    type Api = Oss;
    const NAME: &'static str = "oss.channel.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.check()?;
        let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let url = self.bucket.url(endpoint)?.slash().flag("live");
        let url = url.query_some("prefix", given(&self.prefix)).query_some("marker", given(&self.marker));
        self.bucket.note(url.query_some("max-keys", self.max_keys).get()?, "")
    }

    fn decode(&self, response: &Response) -> Result<ChannelPage> {
        let page: ChannelPage = xml::decode(response)?;
        if page.is_truncated && page.next_marker.is_none() {
            return Err(Error::decode("the page is truncated but names no next marker"));
        }
        Ok(page)
    }
}

impl Paginated for List {
    type Item = ChannelEntry;

    fn next_page(&self, page: ChannelPage) -> (Vec<ChannelEntry>, Option<Self>) {
        let next = page.next_marker.filter(|_| page.is_truncated);
        (page.channels, next.map(|marker| self.clone().marker(marker)))
    }
}
