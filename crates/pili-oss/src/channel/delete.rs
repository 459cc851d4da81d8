use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::LiveChannel;
use crate::{Oss, body};

impl LiveChannel {
    /// Deletes the channel. What was recorded stays in the bucket.
    ///
    /// ```no_run
    /// # async fn run(client: pili_oss::Client, since: std::time::SystemTime) -> pili_oss::core::Result<()> {
    /// use pili_oss::{Bucket, channel::ChannelStatus};
    ///
    /// let door = Bucket::new("examplebucket").channel("door");
    /// println!("{:?}", client.send(door.info()).await?.status);
    /// client.send(door.set_status(ChannelStatus::Disabled)).await?;
    /// client.send(door.post_vod_playlist("night.m3u8", since..)).await?;
    /// client.send(door.delete()).await?;
    /// # Ok(()) }
    /// ```
    pub fn delete(&self) -> Delete {
        Delete(self.clone())
    }
}

/// Deletes a channel: `DELETE /{channel}?live` (spec 2.3; vendor page "DeleteLiveChannel").
///
/// Fails with [`Reason::Conflict`](pili_core::Reason::Conflict) while somebody publishes.
///
/// Example: [`LiveChannel::delete`].
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
