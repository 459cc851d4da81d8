use std::time::{Duration, SystemTime};

use clap::{Args as Arguments, Subcommand};

use super::{Chosen, InHub, Many};
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
    Info(Key),
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
}

/// A stream of a hub.
#[derive(Debug, Arguments)]
pub(crate) struct Key {
    /// The stream key
    pub(crate) key: String,
    #[command(flatten)]
    pub(crate) hub: InHub,
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
