use http::Method;
use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};

use super::{LiveChannel, PlaylistName};
use crate::{
    Oss,
    wire::{ChannelConfig, ChannelStatus, CreatedChannel, Snapshot},
    xml,
};

impl LiveChannel {
    /// Creates the channel, or replaces it: a name that exists gets the new configuration.
    pub fn create(&self) -> Create {
        Create { channel: self.clone(), config: ChannelConfig::default() }
    }
}

/// Creates a channel: `PUT /{channel}?live` (spec 2.1; vendor page "PutLiveChannel").
///
/// What is not set is left to the service: enabled, segments of 5 seconds, 3 of them in `playlist.m3u8`. Fails
/// with [`Code::ChannelStillLive`](crate::Code::ChannelStillLive) while somebody publishes.
///
/// ```
/// use pili_oss::{Bucket, Endpoint, core::Operation};
/// let create = Bucket::new("examplebucket").channel("evening").create().fragments(0, 3);
/// let error = create.encode(&Endpoint::parse("https://oss-cn-hangzhou.aliyuncs.com")?).unwrap_err();
/// assert_eq!(error.to_string(), "fragment duration must be 1 to 100 seconds");
/// # Ok::<(), pili_oss::core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Create {
    channel: LiveChannel,
    config: ChannelConfig,
}

impl Create {
    /// A description of at most 128 bytes.
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.config.description = Some(description.into());
        self
    }

    /// Whether the channel takes streams from the start.
    pub fn status(mut self, status: ChannelStatus) -> Self {
        self.config.status = Some(status);
        self
    }

    /// The length of a segment in seconds, and how many of the latest the playlist has: 1 to 100 each. The
    /// service wants both or neither.
    pub fn fragments(mut self, duration: u32, count: u32) -> Self {
        self.config.target.frag_duration = Some(duration);
        self.config.target.frag_count = Some(count);
        self
    }

    /// The playlist's name, 6 to 128 bytes that end with `.m3u8`; empty leaves it to the service.
    pub fn playlist_name(mut self, name: impl Into<String>) -> Self {
        self.config.target.playlist_name = Some(name.into());
        self
    }

    /// Takes pictures of the stream, in regions that have the feature.
    pub fn snapshot(mut self, snapshot: Snapshot) -> Self {
        self.config.snapshot = Some(snapshot);
        self
    }

    fn check(&self) -> Result<()> {
        let ChannelConfig { description, status, target, snapshot } = &self.config;
        if description.as_ref().is_some_and(|text| text.len() > 128) {
            return Err(Error::invalid("description", "must be at most 128 bytes long"));
        }
        if let Some(ChannelStatus::Other(_)) = status {
            return Err(Error::invalid("status", "must be enabled or disabled"));
        }
        if !target.frag_duration.is_none_or(in_range) {
            return Err(Error::invalid("fragment duration", "must be 1 to 100 seconds"));
        }
        if !target.frag_count.is_none_or(in_range) {
            return Err(Error::invalid("fragment count", "must be 1 to 100"));
        }
        if let Some(name) = target.playlist_name.as_deref().filter(|name| !name.is_empty()) {
            PlaylistName::new(name)?;
        }
        snapshot.as_ref().map_or(Ok(()), check_snapshot)
    }
}

impl Operation for Create {
    type Output = CreatedChannel;
    type Api = Oss;
    const NAME: &'static str = "oss.channel.create";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.check()?;
        let body = xml::encode(&self.config)?;
        self.channel.note(self.channel.url(endpoint)?.flag("live").request(Method::PUT, body.into())?)
    }

    fn decode(&self, response: &Response) -> Result<CreatedChannel> {
        let created: CreatedChannel = xml::decode(response)?;
        match (created.publish_url(), created.play_url()) {
            (Some(_), Some(_)) => Ok(created),
            _ => Err(Error::decode("the body has no publish or no play URL")),
        }
    }
}

fn in_range(value: u32) -> bool {
    (1..=100).contains(&value)
}

fn check_snapshot(snapshot: &Snapshot) -> Result<()> {
    let Snapshot { role_name, dest_bucket, notify_topic, interval } = snapshot;
    for (field, value) in
        [("role name", role_name), ("destination bucket", dest_bucket), ("notify topic", notify_topic)]
    {
        if value.is_empty() {
            return Err(Error::invalid(field, "must not be empty"));
        }
    }
    if !in_range(*interval) {
        return Err(Error::invalid("snapshot interval", "must be 1 to 100 seconds"));
    }
    Ok(())
}
