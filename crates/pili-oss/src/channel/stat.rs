use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::LiveChannel;
use crate::{Oss, wire::ChannelStat, xml};

impl LiveChannel {
    /// Reads the live status.
    pub fn stat(&self) -> Stat {
        Stat(self.clone())
    }
}

/// Reads a channel's live status: `GET /{channel}?live&comp=stat` (spec 2.6; vendor page "GetLiveChannelStat").
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Stat(LiveChannel);

impl Operation for Stat {
    type Output = ChannelStat;
    type Api = Oss;
    const NAME: &'static str = "oss.channel.stat";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.note(self.0.url(endpoint)?.flag("live").query("comp", "stat").get()?)
    }

    fn decode(&self, response: &Response) -> Result<ChannelStat> {
        xml::decode(response)
    }
}
