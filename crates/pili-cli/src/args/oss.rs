use std::time::Duration;

use clap::{Args as Arguments, Subcommand, ValueEnum, builder::NonEmptyStringValueParser};
use pili::oss::channel::ChannelStatus;

use super::{InSpan, Until};
use crate::clock;

/// `pili oss`.
#[derive(Debug, Subcommand)]
pub(crate) enum Oss {
    /// The live channels of a bucket
    #[command(subcommand)]
    Channel(Channel),
}

/// `pili oss channel`.
#[derive(Debug, Subcommand)]
pub(crate) enum Channel {
    /// Lists channels
    #[command(after_help = "Example:\n  pili oss channel ls --bucket examplebucket --prefix eve")]
    Ls {
        #[command(flatten)]
        bucket: InBucket,
        /// Only names that begin so
        #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
        prefix: String,
        /// At most so many
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
    /// Creates a channel, or sets all of one that is there
    #[command(after_help = "\
Example (`pili help oss channel create` lists more options):
  pili oss channel create evening --frag-duration 5s --frag-count 3")]
    Create(CreateChannel),
    /// Makes a signed URL to publish to
    #[command(after_help = "\
Examples:
  pili oss channel url evening --playlist-name tonight.m3u8
  ffmpeg -re -i clip.mp4 -c copy -f flv \"$(pili oss channel url evening -q)\"")]
    Url(ChannelUrl),
    /// Shows the configuration of a channel
    #[command(after_help = "Example:\n  pili oss channel info evening --json | jq .Target")]
    Info(OneChannel),
    /// Allows publishing or forbids it
    #[command(after_help = "Example:\n  pili oss channel status evening disabled")]
    Status {
        #[command(flatten)]
        channel: OneChannel,
        /// Which
        #[arg(value_enum)]
        status: Status,
    },
    /// Shows whether a channel is live, and its rates
    #[command(after_help = "Example:\n  pili oss channel stat evening --json | jq .Status")]
    Stat(OneChannel),
    /// Lists the latest publishes of a channel
    #[command(after_help = "Example:\n  pili oss channel history evening")]
    History(OneChannel),
    /// Prints the playlist of a span of at most a day, or keeps it in the bucket
    #[command(after_help = "\
Examples:
  pili oss channel vod evening --from -2h --to now > evening.m3u8
  pili oss channel vod evening --yesterday --playlist-name yesterday.m3u8")]
    Vod(Vod),
    /// Deletes a channel, but not what it recorded
    #[command(after_help = "Example:\n  pili oss channel delete evening")]
    Delete(OneChannel),
}

/// Which bucket.
#[derive(Clone, Debug, Arguments)]
pub(crate) struct InBucket {
    /// The bucket [env: PILI_BUCKET]
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) bucket: Option<String>,
}

/// A channel of a bucket.
#[derive(Debug, Arguments)]
pub(crate) struct OneChannel {
    /// The channel
    pub(crate) channel: String,
    #[command(flatten)]
    pub(crate) bucket: InBucket,
}

/// Arguments of `pili oss channel create`.
#[derive(Debug, Arguments)]
pub(crate) struct CreateChannel {
    #[command(flatten)]
    pub(crate) channel: OneChannel,
    /// A description, at most 128 bytes
    #[arg(long, value_name = "TEXT", hide_short_help = true)]
    pub(crate) description: Option<String>,
    /// Whether it may be published to
    #[arg(long, value_enum, value_name = "enabled|disabled", hide_possible_values = true)]
    pub(crate) status: Option<Status>,
    /// The length of a segment: 1 to 100 seconds
    #[arg(long, value_name = "TIME", value_parser = clock::length, requires = "frag_count")]
    pub(crate) frag_duration: Option<Duration>,
    /// So many segments stand in the playlist: 1 to 100
    #[arg(long, value_name = "N", requires = "frag_duration")]
    pub(crate) frag_count: Option<u32>,
    /// The playlist's name, which ends with `.m3u8`
    #[arg(long, value_name = "NAME")]
    pub(crate) playlist_name: Option<String>,
    /// A picture so often: 1 to 100 seconds
    #[arg(
        long,
        value_name = "TIME",
        value_parser = clock::length,
        requires_all = ["snapshot_bucket", "snapshot_role", "snapshot_topic"],
        hide_short_help = true
    )]
    pub(crate) snapshot_interval: Option<Duration>,
    /// The bucket of the pictures
    #[arg(long, value_name = "NAME", requires = "snapshot_interval", hide_short_help = true)]
    pub(crate) snapshot_bucket: Option<String>,
    /// The role that writes the pictures
    #[arg(long, value_name = "NAME", requires = "snapshot_interval", hide_short_help = true)]
    pub(crate) snapshot_role: Option<String>,
    /// The topic that pictures are told to
    #[arg(long, value_name = "NAME", requires = "snapshot_interval", hide_short_help = true)]
    pub(crate) snapshot_topic: Option<String>,
}

/// Arguments of `pili oss channel url`.
#[derive(Debug, Arguments)]
pub(crate) struct ChannelUrl {
    #[command(flatten)]
    pub(crate) channel: OneChannel,
    /// The playlist's name, if not the channel's own
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    pub(crate) playlist_name: String,
    /// The host that RTMP goes to [default: that of the region]
    #[arg(long, value_name = "HOST")]
    pub(crate) domain: Option<String>,
    #[command(flatten)]
    pub(crate) until: Until,
}

/// Arguments of `pili oss channel vod`.
#[derive(Debug, Arguments)]
pub(crate) struct Vod {
    #[command(flatten)]
    pub(crate) channel: OneChannel,
    #[command(flatten)]
    pub(crate) span: InSpan,
    /// Keeps it in the bucket under this name, which ends with `.m3u8`
    #[arg(long, value_name = "NAME")]
    pub(crate) playlist_name: Option<String>,
}

/// Whether a channel may be published to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Status {
    Enabled,
    Disabled,
}

impl From<Status> for ChannelStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Enabled => Self::Enabled,
            Status::Disabled => Self::Disabled,
        }
    }
}
