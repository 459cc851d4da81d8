use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};
use serde::{Deserialize, Serialize};

use super::{ChannelStatus, LiveChannel, Snapshot, Target};
use crate::{Oss, body};

impl LiveChannel {
    /// Reads the configuration. Example: [`LiveChannel::delete`].
    pub fn info(&self) -> Info {
        Info(self.clone())
    }
}

/// Reads a channel's configuration: `GET /{channel}?live` (spec 2.5; vendor page "GetLiveChannelInfo").
///
/// Example: [`LiveChannel::delete`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info(LiveChannel);

/// A channel's configuration.
///
/// Example: [`LiveChannel::delete`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "LiveChannelConfiguration", rename_all = "PascalCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct ChannelConfig {
    /// What it is for; may be empty.
    #[serde(default)]
    pub description: String,
    /// Whether it takes streams.
    pub status: ChannelStatus,
    /// How streams are stored.
    pub target: Target,
    /// How pictures are taken, where they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<Snapshot>,
}

impl Operation for Info {
    type Output = ChannelConfig;
    type Api = Oss;
    const NAME: &'static str = "oss.channel.info";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.note(self.0.url(endpoint)?.flag("live").get()?)
    }

    fn decode(&self, response: &Response) -> Result<ChannelConfig> {
        body::xml(response, "LiveChannelConfiguration")
    }
}
