use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::LiveChannel;
use crate::{Oss, body};

impl LiveChannel {
    /// Deletes the channel. What was recorded stays in the bucket.
    pub fn delete(&self) -> Delete {
        Delete(self.clone())
    }
}

/// Deletes a channel: `DELETE /{channel}?live` (spec 2.3; vendor page "DeleteLiveChannel").
///
/// Fails with [`Reason::Conflict`](pili_core::Reason::Conflict) while somebody publishes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Delete(LiveChannel);

impl Operation for Delete {
    type Output = ();
    type Api = Oss;
    const NAME: &'static str = "oss.channel.delete";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.note(self.0.url(endpoint)?.flag("live").delete()?)
    }

    fn decode(&self, response: &Response) -> Result<()> {
        body::nothing(response)
    }
}
