use std::time::SystemTime;

use pili_core::{
    Endpoint, Error, Idempotency, Operation, Paginated, Request, Response, Result, auth::oss::ChannelName,
};
use serde::{Deserialize, Serialize};

use super::{ChannelStatus, Urls};
use crate::{Bucket, Oss, body, time};

/// Lists the channels of a bucket by name: `GET /?live` (spec 2.2; vendor page "ListLiveChannel").
///
/// [`Client::items`](pili_core::Client::items) walks the whole list; sending it gives one page.
///
/// Example: [`Bucket::channels`].
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

    /// Only names that begin so; at most 1024 bytes. Example: [`Bucket::channels`].
    pub fn prefix(self, prefix: impl Into<String>) -> Self {
        Self { prefix: prefix.into(), ..self }
    }

    /// Only names after this one; at most 1024 bytes. Example: [`List::max_keys`].
    pub fn marker(self, marker: impl Into<String>) -> Self {
        Self { marker: marker.into(), ..self }
    }

    /// Channels per page, 1 to 1000; without it the service takes 100.
    ///
    /// ```
    /// use pili_oss::{Bucket, core::{Endpoint, Operation as _}};
    /// let list = Bucket::new("examplebucket").channels().prefix("door").marker("door1").max_keys(50);
    /// let request = list.encode(&Endpoint::from_static("https://oss-cn-hangzhou.aliyuncs.com"))?;
    /// assert!(request.uri().query().is_some_and(|query| query.contains("max-keys=50")));
    /// # Ok::<(), pili_oss::core::Error>(())
    /// ```
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

/// A page of the list of channels.
///
/// Example: [`Bucket::channels`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "ListLiveChannelResult", rename_all = "PascalCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct ChannelPage {
    /// The prefix that was asked for.
    #[serde(default)]
    pub prefix: String,
    /// The marker that was asked for.
    #[serde(default)]
    pub marker: String,
    /// Channels per page.
    pub max_keys: u32,
    /// Whether more follow. (Pages of the vendor say the opposite: spec 10, X1.)
    pub is_truncated: bool,
    /// Where the next page begins, if more follow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_marker: Option<String>,
    /// The channels, by name.
    #[serde(rename = "LiveChannel", default)]
    pub channels: Vec<ChannelEntry>,
}

/// A channel in the list.
///
/// Example: [`Bucket::channels`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct ChannelEntry {
    /// Its name, which [`Bucket::channel`] takes as it is.
    #[serde(with = "name")]
    pub name: ChannelName,
    /// What it is for; may be empty.
    #[serde(default)]
    pub description: String,
    /// Whether it takes streams.
    pub status: ChannelStatus,
    /// When its configuration was changed last.
    #[serde(default, with = "time::option", skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<SystemTime>,
    /// Where to publish.
    #[serde(default)]
    pub publish_urls: Urls,
    /// Where to watch.
    #[serde(default)]
    pub play_urls: Urls,
}

/// The service's own names are taken as they are.
mod name {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::ChannelName;

    pub(super) fn serialize<S: Serializer>(name: &ChannelName, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(name.as_str())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(element: D) -> Result<ChannelName, D::Error> {
        String::deserialize(element).map(ChannelName::unchecked)
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
        let page: ChannelPage = body::xml(response, "ListLiveChannelResult")?;
        if page.is_truncated && page.next_marker.as_deref().is_none_or(str::is_empty) {
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
