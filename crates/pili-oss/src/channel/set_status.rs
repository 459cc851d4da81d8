use bytes::Bytes;
use http::Method;
use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};

use super::{ChannelStatus, LiveChannel};
use crate::{Oss, body};

impl LiveChannel {
    /// Lets the channel take streams, or not: disabling cuts a running one after about ten seconds.
    /// Example: [`LiveChannel::delete`].
    pub fn set_status(&self, status: ChannelStatus) -> SetStatus {
        SetStatus { channel: self.clone(), status }
    }
}

/// Sets a channel's status: `PUT /{channel}?live&status=…` (spec 2.4; vendor page "PutLiveChannelStatus").
///
/// Example: [`LiveChannel::delete`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SetStatus {
    channel: LiveChannel,
    status: ChannelStatus,
}

impl Operation for SetStatus {
    type Output = ();
    type Api = Oss;
    const NAME: &'static str = "oss.channel.set_status";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if let ChannelStatus::Other(_) = self.status {
            return Err(Error::invalid("status", "must be enabled or disabled"));
        }
        let url = self.channel.url(endpoint)?.flag("live").query("status", &self.status);
        self.channel.note(url.request(Method::PUT, Bytes::new())?)
    }

    fn decode(&self, response: &Response) -> Result<()> {
        body::nothing(response)
    }
}
