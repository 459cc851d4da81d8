use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};

use super::LiveChannel;
use crate::{Oss, wire::ChannelConfig, xml};

impl LiveChannel {
    /// Reads the configuration.
    pub fn info(&self) -> Info {
        Info(self.clone())
    }
}

/// Reads a channel's configuration: `GET /{channel}?live` (spec 2.5; vendor page "GetLiveChannelInfo").
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info(LiveChannel);

impl Operation for Info {
    type Output = ChannelConfig;
    type Api = Oss;
    const NAME: &'static str = "oss.channel.info";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.note(self.0.url(endpoint)?.flag("live").get()?)
    }

    fn decode(&self, response: &Response) -> Result<ChannelConfig> {
        let config: ChannelConfig = xml::decode(response)?;
        match config.status {
            Some(_) => Ok(config),
            None => Err(Error::decode("the body has no status")),
        }
    }
}
