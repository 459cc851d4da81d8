use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::LiveChannel;
use crate::{
    Oss,
    wire::{ChannelHistory, LiveRecord},
    xml,
};

impl LiveChannel {
    /// Reads the latest publishes, ten at most.
    pub fn history(&self) -> History {
        History(self.clone())
    }
}

/// Reads a channel's latest publishes: `GET /{channel}?live&comp=history` (spec 2.7; vendor page
/// "GetLiveChannelHistory").
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct History(LiveChannel);

impl Operation for History {
    type Output = Vec<LiveRecord>;
    type Api = Oss;
    const NAME: &'static str = "oss.channel.history";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.note(self.0.url(endpoint)?.flag("live").query("comp", "history").get()?)
    }

    fn decode(&self, response: &Response) -> Result<Vec<LiveRecord>> {
        xml::decode::<ChannelHistory>(response).map(|history| history.records)
    }
}
