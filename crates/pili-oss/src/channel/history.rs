use std::time::SystemTime;

use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};
use serde::{Deserialize, Serialize};

use super::LiveChannel;
use crate::{Oss, body, time};

impl LiveChannel {
    /// Reads the latest publishes, ten at most.
    ///
    /// ```no_run
    /// # async fn run(client: pili_oss::Client) -> pili_oss::core::Result<()> {
    /// # use pili_oss::Bucket;
    /// for publish in client.send(Bucket::new("examplebucket").channel("evening").history()).await? {
    ///     println!("{publish:?}");
    /// }
    /// # Ok(()) }
    /// ```
    pub fn history(&self) -> History {
        History(self.clone())
    }
}

/// Reads a channel's latest publishes: `GET /{channel}?live&comp=history` (spec 2.7; vendor page
/// "GetLiveChannelHistory").
///
/// Example: [`LiveChannel::history`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct History(LiveChannel);

/// One publish.
///
/// Example: [`LiveChannel::history`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct LiveRecord {
    /// When it began.
    #[serde(with = "time")]
    pub start_time: SystemTime,
    /// When it ended; a stream that runs may have none.
    #[serde(default, with = "time::option", skip_serializing_if = "Option::is_none")]
    pub end_time: Option<SystemTime>,
    /// `address:port` of the publisher.
    #[serde(default)]
    pub remote_addr: String,
}

/// The document that holds them. A channel that was never published to has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "LiveChannelHistory")]
#[cfg_attr(not(feature = "__wire"), allow(unreachable_pub, reason = "public for the local service alone"))]
pub struct ChannelHistory {
    /// Ten at most.
    #[serde(rename = "LiveRecord", default)]
    pub records: Vec<LiveRecord>,
}

impl Operation for History {
    type Output = Vec<LiveRecord>;
    type Api = Oss;
    const NAME: &'static str = "oss.channel.history";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.note(self.0.url(endpoint)?.flag("live").query("comp", "history").get()?)
    }

    fn decode(&self, response: &Response) -> Result<Vec<LiveRecord>> {
        body::xml::<ChannelHistory>(response, "LiveChannelHistory").map(|history| history.records)
    }
}
