use std::time::Duration;

use http::Method;
use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result};
use serde::{Deserialize, Serialize};

use super::{ChannelStatus, LiveChannel, PlaylistName, Snapshot, Target, TargetType, Urls};
use crate::{Oss, body, seconds};

impl LiveChannel {
    /// Creates the channel, or replaces it: a name that exists gets the new configuration. Example: [`Create`].
    pub fn create(&self) -> Create {
        let kind = TargetType::Hls;
        let target = Target { kind, frag_duration: None, frag_count: None, playlist_name: None };
        let config = NewChannel { description: None, status: None, target, snapshot: None };
        Create { channel: self.clone(), config }
    }
}

/// Creates a channel: `PUT /{channel}?live` (spec 2.1; vendor page "PutLiveChannel").
///
/// What is not set is left to the service: enabled, segments of 5 seconds, 3 of them in `playlist.m3u8`. Fails
/// with [`Reason::Conflict`](pili_core::Reason::Conflict) while somebody publishes.
///
/// ```
/// use std::time::Duration;
/// use pili_oss::{Bucket, ENDPOINT, core::Operation};
/// let create = Bucket::new("examplebucket").channel("evening").create().fragments(Duration::ZERO, 3);
/// let error = create.encode(&ENDPOINT).unwrap_err();
/// assert_eq!(error.to_string(), "fragment duration must be 1 to 100 whole seconds");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Create {
    channel: LiveChannel,
    config: NewChannel,
}

/// The configuration of a new channel; what is left out is the service's choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "LiveChannelConfiguration", rename_all = "PascalCase")]
#[cfg_attr(not(feature = "__wire"), allow(unreachable_pub, reason = "public for the local service alone"))]
pub struct NewChannel {
    /// At most 128 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether it takes streams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<ChannelStatus>,
    /// How streams are stored.
    pub target: Target,
    /// How pictures are taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<Snapshot>,
}

/// Where a new channel is published and played. The URLs are not signed.
///
/// Example: [`Create::playlist_name`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "CreateLiveChannelResult", rename_all = "PascalCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct CreatedChannel {
    /// Where to publish: `rtmp://…/live/{channel}`.
    pub publish_urls: Urls,
    /// Where to watch: `http://…/{channel}/{playlist}`.
    pub play_urls: Urls,
}

impl CreatedChannel {
    /// The first URL to publish to.
    ///
    /// Example: [`Create::playlist_name`].
    pub fn publish_url(&self) -> Option<&str> {
        self.publish_urls.first()
    }

    /// The first URL to watch at.
    ///
    /// Example: [`Create::playlist_name`].
    pub fn play_url(&self) -> Option<&str> {
        self.play_urls.first()
    }
}

impl Create {
    /// A description of at most 128 bytes. Example: [`Create::playlist_name`].
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.config.description = Some(description.into());
        self
    }

    /// Whether the channel takes streams from the start. Example: [`Create::playlist_name`].
    pub fn status(mut self, status: ChannelStatus) -> Self {
        self.config.status = Some(status);
        self
    }

    /// The length of a segment, 1 to 100 whole seconds, and how many of the latest the playlist has, 1 to 100.
    /// The service wants both or neither. Example: [`Create`].
    pub fn fragments(mut self, duration: Duration, count: u32) -> Self {
        self.config.target.frag_duration = Some(duration);
        self.config.target.frag_count = Some(count);
        self
    }

    /// The playlist's name, 6 to 128 bytes that end with `.m3u8`; empty leaves it to the service.
    ///
    /// ```no_run
    /// # async fn run(client: pili_oss::Client) -> pili_oss::core::Result<()> {
    /// use std::time::Duration;
    /// use pili_oss::{Bucket, channel::{ChannelStatus, Snapshot}};
    ///
    /// let create = Bucket::new("examplebucket")
    ///     .channel("door")
    ///     .create()
    ///     .description("the front door")
    ///     .status(ChannelStatus::Enabled)
    ///     .playlist_name("door.m3u8")
    ///     .snapshot(Snapshot::every(Duration::from_secs(5)).role_name("role").dest_bucket("pictures").notify_topic("topic"));
    /// let made = client.send(create).await?;
    /// println!("publish to {:?}, play {:?}", made.publish_url(), made.play_url());
    /// # Ok(()) }
    /// ```
    pub fn playlist_name(mut self, name: impl Into<String>) -> Self {
        self.config.target.playlist_name = Some(name.into());
        self
    }

    /// Takes pictures of the stream, in regions that have the feature. Example: [`Create::playlist_name`].
    pub fn snapshot(mut self, snapshot: Snapshot) -> Self {
        self.config.snapshot = Some(snapshot);
        self
    }

    fn check(&self) -> Result<()> {
        let NewChannel { description, status, target, snapshot } = &self.config;
        if description.as_ref().is_some_and(|text| text.len() > 128) {
            return Err(Error::invalid("description", "must be at most 128 bytes long"));
        }
        if let Some(ChannelStatus::Other(_)) = status {
            return Err(Error::invalid("status", "must be enabled or disabled"));
        }
        if let Some(length) = target.frag_duration {
            seconds::check("fragment duration", length)?;
        }
        if !target.frag_count.is_none_or(|count| (1..=100).contains(&count)) {
            return Err(Error::invalid("fragment count", "must be 1 to 100"));
        }
        if let Some(name) = target.playlist_name.as_deref().filter(|name| !name.is_empty()) {
            PlaylistName::new(name)?;
        }
        snapshot.as_ref().map_or(Ok(()), Snapshot::check)
    }
}

impl Operation for Create {
    type Output = CreatedChannel;
    type Api = Oss;
    const NAME: &'static str = "oss.channel.create";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.check()?;
        let body = body::write(&self.config)?;
        self.channel.note(self.channel.url(endpoint)?.flag("live").request(Method::PUT, body.into())?)
    }

    fn decode(&self, response: &Response) -> Result<CreatedChannel> {
        let created: CreatedChannel = body::xml(response, "CreateLiveChannelResult")?;
        match (created.publish_url(), created.play_url()) {
            (Some(_), Some(_)) => Ok(created),
            _ => Err(Error::decode("the body has no publish or no play URL")),
        }
    }
}
