use std::{path::PathBuf, time::SystemTime};

use clap::{Args as Arguments, Subcommand, ValueEnum};
use pili::live::statd::{Day, Granularity};

use super::{InHub, InSpan};
use crate::clock;

/// `pili stat`.
#[derive(Debug, Subcommand)]
pub(crate) enum Stat {
    /// Tells how many watch, now or over time, and with which bandwidth
    #[command(after_help = "\
Examples:
  pili stat play --hub shows
  pili stat play --yesterday --jsonl
  pili stat play --at 2030-01-31T18:00:00Z
  pili stat play --from -7d --chart")]
    Play(Play),
    /// Lists what the account used: traffic, transcoding and more
    #[command(after_help = "\
Examples:
  pili stat usage downflow --from 20300101 --to 20300201
  pili stat usage upflow --from 20300101 --to 20300102 --step 5min --only hub=shows --group-by domain")]
    Usage(Usage),
}

/// Arguments of `pili stat play`.
#[derive(Debug, Arguments)]
pub(crate) struct Play {
    #[command(flatten)]
    pub(crate) hub: InHub,
    #[command(flatten)]
    pub(crate) span: InSpan,
    /// By stream, at this moment
    #[arg(
        long,
        value_name = "TIME",
        value_parser = clock::moment,
        allow_hyphen_values = true,
        conflicts_with_all = ["from", "to", "yesterday"]
    )]
    pub(crate) at: Option<SystemTime>,
    /// Draws the span, a day back unless one is given
    #[arg(long, conflicts_with = "at")]
    pub(crate) chart: bool,
    /// Draws it into this file
    #[arg(long, value_name = "FILE", conflicts_with_all = ["at", "chart"])]
    pub(crate) svg: Option<PathBuf>,
}

/// Arguments of `pili stat usage`.
#[derive(Debug, Arguments)]
pub(crate) struct Usage {
    /// Of what
    #[arg(value_enum)]
    pub(crate) of: UsageOf,
    /// From this day on, `20300131`, or time, `20300131180000`, in China
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) from: Day,
    /// Until this day, which is not counted any more
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) to: Day,
    /// So much in a row
    #[arg(long, value_enum, default_value_t = Step::Day)]
    pub(crate) step: Step,
    /// A row for each of these [hub, domain, area, profile, …]
    #[arg(long, value_name = "WHAT")]
    pub(crate) group_by: Option<String>,
    /// Only what is so; may be given several times
    #[arg(long, value_name = "WHAT=VALUE", value_parser = filter)]
    pub(crate) only: Vec<(String, String)>,
    /// Not what is so; may be given several times
    #[arg(long, value_name = "WHAT=VALUE", value_parser = filter)]
    pub(crate) except: Vec<(String, String)>,
}

/// What is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum UsageOf {
    /// Traffic from publishers
    Upflow,
    /// Traffic to viewers
    Downflow,
    /// Transcoding
    Codec,
    /// Checks of content
    Nrop,
    /// The director's console
    Caster,
    /// Republishing
    Publish,
}

/// How much a row tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Step {
    #[value(name = "5min")]
    FiveMinutes,
    Hour,
    Day,
    Month,
}

impl From<Step> for Granularity {
    fn from(step: Step) -> Self {
        match step {
            Step::FiveMinutes => Self::FiveMinutes,
            Step::Hour => Self::Hour,
            Step::Day => Self::Day,
            Step::Month => Self::Month,
        }
    }
}

fn day(text: &str) -> Result<Day, String> {
    Day::try_from(text).map_err(|error| error.rule().to_owned())
}

fn filter(text: &str) -> Result<(String, String), String> {
    let parted = text.split_once('=').map(|(what, value)| (what.to_owned(), value.to_owned()));
    parted.ok_or_else(|| "must be such as `hub=shows`".to_owned())
}
