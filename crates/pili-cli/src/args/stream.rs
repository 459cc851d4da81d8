use std::time::{Duration, SystemTime};

use clap::{Args as Arguments, Subcommand};

use super::{Chosen, InHub, InSpan, Many, SaveStreams, SnapshotStreams, Watch};
use crate::clock;

/// `pili stream`.
#[derive(Debug, Subcommand)]
pub(crate) enum Stream {
    /// Lists stream keys
    #[command(after_help = "\
Examples:
  pili stream ls --hub shows --live
  pili stream ls --prefix eve --jsonl | jq -r .key")]
    Ls(ListStreams),
    /// Creates a stream; one that is published to comes into being by itself
    #[command(after_help = "Example:\n  pili stream create evening --hub shows")]
    Create(Key),
    /// Shows the settings of a stream
    #[command(after_help = "Example:\n  pili stream info evening --json | jq .disabledTill")]
    Info(StreamInfo),
    /// Shows who publishes now, and with which rates
    #[command(after_help = "\
A stream that is not live ends it with 4; several are a list, in which it has no `startAt`.
Examples:
  pili stream live evening
  pili stream live --prefix eve --jsonl | jq 'select(.startAt)'")]
    Live(LiveStreams),
    /// Lists when a stream was published
    #[command(after_help = "\
Examples:
  pili stream history evening --yesterday
  pili stream history evening --from -7d")]
    History(KeyInSpan),
    /// Lists the figures of a stream over time, of at most a day
    #[command(after_help = "Example:\n  pili stream stats evening --from -1h")]
    Stats(KeyInSpan),
    /// Shows figures of live streams as they change: bit rate, frame rate, viewers
    #[command(after_help = "\
Examples:
  pili stream watch evening morning
  pili stream watch --prefix show- --every 5s
  pili stream watch evening --jsonl --count 60 | jq .bps")]
    Watch(Watch),
    /// Forbids publishing and playing, and cuts who publishes now
    #[command(after_help = "\
Examples:
  pili stream disable evening --for 1h
  pili stream disable --prefix test- --dry-run
  pili stream disable --from-file keys.txt --failures left.txt
  pili stream disable --from-file left.txt")]
    Disable(Disable),
    /// Allows publishing and playing again
    #[command(after_help = "\
Examples:
  pili stream enable evening
  pili stream enable --prefix test- --jobs 16")]
    Enable(Enable),
    /// Saves what was published as files of the hub's bucket
    #[command(after_help = "\
Examples (`pili help stream save` lists more options):
  pili stream save evening --from -2h --format mp4 --fname evening.mp4
  pili stream save --prefix '' --yesterday --fname 'replay/{key}.m3u8'")]
    Save(SaveStreams),
    /// Saves pictures in the hub's bucket
    #[command(after_help = "\
Examples:
  pili stream snapshot evening --fname evening.jpg
  pili stream snapshot evening --at 2030-01-31T18:00:00Z --format png")]
    Snapshot(SnapshotStreams),
    /// Sets the transcoding profiles, from the next publish on
    #[command(after_help = "\
Examples:
  pili stream converts evening --set 720p,480p
  pili stream converts --prefix test- --none")]
    Converts(Converts),
}

/// A stream of a hub.
#[derive(Debug, Arguments)]
pub(crate) struct Key {
    /// The stream key
    pub(crate) key: String,
    #[command(flatten)]
    pub(crate) hub: InHub,
}

/// Arguments of `pili stream info`.
#[derive(Debug, Arguments)]
pub(crate) struct StreamInfo {
    /// The stream key
    pub(crate) key: String,
    #[command(flatten)]
    pub(crate) hub: InHub,
    /// Shows the publish key too
    #[arg(long)]
    pub(crate) show_keys: bool,
}

/// A stream of a hub, and a span of time.
#[derive(Debug, Arguments)]
pub(crate) struct KeyInSpan {
    /// The stream key
    pub(crate) key: String,
    #[command(flatten)]
    pub(crate) hub: InHub,
    #[command(flatten)]
    pub(crate) span: InSpan,
}

/// Arguments of `pili stream live`.
#[derive(Debug, Arguments)]
pub(crate) struct LiveStreams {
    #[command(flatten)]
    pub(crate) streams: Chosen,
    #[command(flatten)]
    pub(crate) hub: InHub,
}

/// Arguments of `pili stream converts`.
#[derive(Debug, Arguments)]
#[group(id = "which profiles", args = ["profiles", "none"], required = true, multiple = false)]
pub(crate) struct Converts {
    #[command(flatten)]
    pub(crate) streams: Chosen,
    #[command(flatten)]
    pub(crate) hub: InHub,
    /// The profiles, such as `720p,480p`
    #[arg(long = "set", value_name = "NAMES", value_delimiter = ',')]
    pub(crate) profiles: Vec<String>,
    /// No profiles at all
    #[arg(long)]
    pub(crate) none: bool,
    #[command(flatten)]
    pub(crate) many: Many,
}

/// Arguments of `pili stream ls`.
#[derive(Debug, Arguments)]
pub(crate) struct ListStreams {
    #[command(flatten)]
    pub(crate) hub: InHub,
    /// Only keys that begin so
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) prefix: String,
    /// Only streams that are live now
    #[arg(long)]
    pub(crate) live: bool,
    /// At most so many
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
}

/// Arguments of `pili stream disable`.
#[derive(Debug, Arguments)]
pub(crate) struct Disable {
    #[command(flatten)]
    pub(crate) streams: Chosen,
    #[command(flatten)]
    pub(crate) hub: InHub,
    /// Only until then, RFC 3339 or Unix seconds
    #[arg(long, value_name = "TIME", value_parser = clock::time, conflicts_with = "for")]
    pub(crate) until: Option<SystemTime>,
    /// Only for so long: `90s`, `1h30m`, `7d`
    #[arg(long = "for", id = "for", value_name = "TIME", value_parser = clock::length)]
    pub(crate) length: Option<Duration>,
    #[command(flatten)]
    pub(crate) many: Many,
}

/// Arguments of `pili stream enable`.
#[derive(Debug, Arguments)]
pub(crate) struct Enable {
    #[command(flatten)]
    pub(crate) streams: Chosen,
    #[command(flatten)]
    pub(crate) hub: InHub,
    #[command(flatten)]
    pub(crate) many: Many,
}
