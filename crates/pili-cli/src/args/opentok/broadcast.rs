use std::time::Duration;

use clap::{Args as Arguments, Subcommand, ValueEnum};
use pili::opentok::{self, Resolution};

use super::{AddStream, LayoutArgs, Listed, RemoveStream, SetLayout, Streams, Tracks};
use crate::clock;

/// `pili opentok broadcast`.
#[derive(Debug, Subcommand)]
pub(crate) enum Broadcast {
    /// Broadcasts a session, in which somebody must be
    #[command(after_help = "\
Examples (`pili help opentok broadcast start` lists more options):
  pili opentok broadcast start 1_MX40NTY3… --hls low-latency
  pili opentok broadcast start 1_MX40NTY3… --rtmp \"$SERVER\" \"$STREAM_KEY\"")]
    Start(Box<StartBroadcast>),
    /// Ends a broadcast
    #[command(after_help = "Example:\n  pili opentok broadcast stop 1748b7070a81464c9759c46ad10d3734")]
    Stop(OneBroadcast),
    /// Lists broadcasts, the newest first
    #[command(after_help = "Example:\n  pili opentok broadcast ls --session 1_MX40NTY3…")]
    Ls(Listed),
    /// Shows a broadcast
    #[command(after_help = "Example:\n  pili opentok broadcast info 1748b… --json | jq .broadcastUrls")]
    Info(OneBroadcast),
    /// Arranges the streams otherwise
    #[command(after_help = "Example:\n  pili opentok broadcast set-layout 1748b… --layout pip")]
    SetLayout(SetLayout),
    /// Takes a stream in, if streams are added by hand
    #[command(after_help = "Example:\n  pili opentok broadcast add-stream 1748b… 8b732909-…")]
    AddStream(AddStream),
    /// Leaves a stream out, if streams are added by hand
    #[command(after_help = "Example:\n  pili opentok broadcast remove-stream 1748b… 8b732909-…")]
    RemoveStream(RemoveStream),
}

/// A broadcast.
#[derive(Debug, Arguments)]
pub(crate) struct OneBroadcast {
    /// The broadcast's id
    pub(crate) id: String,
}

/// Arguments of `pili opentok broadcast start`.
#[derive(Debug, Arguments)]
#[group(id = "where to", args = ["hls", "rtmp"], required = true, multiple = true)]
pub(crate) struct StartBroadcast {
    /// The session's id
    pub(crate) session: String,
    /// Over HLS
    #[arg(long, value_enum, value_name = "KIND", num_args = 0..=1, default_missing_value = "standard")]
    pub(crate) hls: Option<Hls>,
    /// To an RTMP server, under a stream name; may be given up to five times
    #[arg(long, num_args = 2, value_names = ["SERVER", "NAME"])]
    pub(crate) rtmp: Vec<String>,
    /// For at most so long
    #[arg(long, value_name = "TIME", value_parser = clock::length)]
    pub(crate) max_duration: Option<Duration>,
    /// Its resolution, such as `1280x720`
    #[arg(long, value_name = "SIZE")]
    pub(crate) resolution: Option<Resolution>,
    #[command(flatten)]
    pub(crate) layout: LayoutArgs,
    /// What is broadcast
    #[arg(long, value_enum, value_name = "WHAT", hide_short_help = true)]
    pub(crate) tracks: Option<Tracks>,
    /// Which streams are broadcast
    #[arg(long, value_enum, value_name = "MODE", hide_short_help = true)]
    pub(crate) stream_mode: Option<Streams>,
    /// Tells it from others of the session at the same time
    #[arg(long, value_name = "TEXT", hide_short_help = true)]
    pub(crate) multi_broadcast_tag: Option<String>,
    /// The highest bit rate, bits a second
    #[arg(long, value_name = "N", hide_short_help = true)]
    pub(crate) max_bitrate: Option<u64>,
}

/// The kind of HLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Hls {
    Standard,
    /// Viewers can go back
    Dvr,
    LowLatency,
}

impl From<Hls> for opentok::Hls {
    fn from(hls: Hls) -> Self {
        match hls {
            Hls::Standard => Self::Standard,
            Hls::Dvr => Self::Dvr,
            Hls::LowLatency => Self::LowLatency,
        }
    }
}
