use std::time::Duration;

use clap::{Args as Arguments, Subcommand, ValueEnum};

use super::{InHub, Rule};
use crate::clock;

/// `pili hub`.
#[derive(Debug, Subcommand)]
pub(crate) enum Hub {
    /// Lists the hubs of the account
    #[command(after_help = "Example:\n  pili hub ls --json | jq -r '.[].name'")]
    Ls,
    /// Shows the settings of a hub and its domains
    #[command(after_help = "Example:\n  pili hub info shows --json | jq .domains")]
    Info {
        /// The hub [env: PILI_HUB]
        hub: Option<String>,
    },
    /// Sets the publish rule and the publish key
    #[command(after_help = "\
The publish key is asked for, or read from standard input.
Example:
  pili hub set-security expiry --hub shows < publish-key")]
    SetSecurity {
        /// The rule that publish URLs must keep
        #[arg(value_parser = Rule::of(Rule::OF_HUBS))]
        rule: Rule,
        #[command(flatten)]
        hub: InHub,
    },
    /// Switches low-latency HLS on or off
    #[command(after_help = "Example:\n  pili hub set-hls-plus on --hub shows")]
    SetHlsPlus {
        /// Which
        #[arg(value_enum)]
        state: Switch,
        #[command(flatten)]
        hub: InHub,
    },
    /// Sets where what is published is kept, and for how long
    #[command(after_help = "Example:\n  pili hub set-persistence replays --days 30 --hub shows")]
    SetPersistence(SetPersistence),
    /// Sets how often a cover is made
    #[command(after_help = "Example:\n  pili hub set-snapshot-interval 5s --hub shows")]
    SetSnapshotInterval {
        /// So often: `5s`, `1m`
        #[arg(value_parser = clock::length)]
        interval: Duration,
        #[command(flatten)]
        hub: InHub,
    },
}

/// Arguments of `pili hub set-persistence`.
#[derive(Debug, Arguments)]
pub(crate) struct SetPersistence {
    /// The storage bucket
    pub(crate) bucket: String,
    /// For so many days
    #[arg(long, value_name = "N")]
    pub(crate) days: u32,
    #[command(flatten)]
    pub(crate) hub: InHub,
}

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Switch {
    On,
    Off,
}

impl Switch {
    pub(crate) fn is_on(self) -> bool {
        self == Self::On
    }
}
