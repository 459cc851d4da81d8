use std::time::Duration;

use clap::{Args as Arguments, Subcommand, value_parser};

use super::{InHub, Rule};
use crate::clock;

/// The longest that one command loads a service.
const LONGEST: Duration = Duration::from_secs(3600);

/// `pili load`.
#[derive(Debug, Subcommand)]
pub(crate) enum Load {
    /// Publishes streams of a test picture, and plays them if it is told so
    #[command(after_help = "\
Examples:
  pili load publish --streams 10 --viewers 20 --for 1m
  pili load publish --for 10m --publish-domain pub.example.com --yes-against pub.example.com")]
    Publish(LoadPublish),
    /// Plays streams that are published, over HTTP-FLV
    #[command(after_help = "\
Examples:
  pili load play --streams 10 --viewers 50 --for 1m --json
  pili load play --url \"$(pili --local url play evening --protocol hdl)\" --viewers 100")]
    Play(LoadPlay),
}

/// Arguments of `pili load publish`.
#[derive(Debug, Arguments)]
pub(crate) struct LoadPublish {
    #[command(flatten)]
    pub(crate) load: LoadOptions,
    /// So many viewers of each stream
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = value_parser!(u16).range(..=500))]
    pub(crate) viewers: u16,
    /// Publishes there [default: the local service]
    #[arg(long, value_name = "HOST")]
    pub(crate) publish_domain: Option<String>,
    /// The hub's rule; its publish key: PILI_PUBLISH_KEY
    #[arg(
        long,
        default_value = "expiry_sk",
        value_parser = Rule::of(Rule::TO_PUBLISH),
        hide_possible_values = true
    )]
    pub(crate) rule: Rule,
}

/// Arguments of `pili load play`.
#[derive(Debug, Arguments)]
pub(crate) struct LoadPlay {
    #[command(flatten)]
    pub(crate) load: LoadOptions,
    /// So many viewers of each stream
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = value_parser!(u16).range(1..=500))]
    pub(crate) viewers: u16,
    /// Plays this URL of HTTP-FLV; may be given several times
    #[arg(long = "url", value_name = "URL", conflicts_with_all = ["streams", "prefix", "play_domain"])]
    pub(crate) urls: Vec<String>,
}

/// What both sides understand.
#[derive(Debug, Arguments)]
pub(crate) struct LoadOptions {
    #[command(flatten)]
    pub(crate) hub: InHub,
    /// So many streams
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = value_parser!(u16).range(1..=200))]
    pub(crate) streams: u16,
    /// How their keys begin; a number follows
    #[arg(long, value_name = "TEXT", default_value = "load-")]
    pub(crate) prefix: String,
    /// For so long, at most 1h; Ctrl-C ends it sooner
    #[arg(long = "for", id = "for", value_name = "TIME", default_value = "10s", value_parser = length)]
    pub(crate) length: Duration,
    /// Plays there [default: the local service]
    #[arg(long, value_name = "HOST")]
    pub(crate) play_domain: Option<String>,
    /// Goes on though this host is not on this machine
    #[arg(long, value_name = "HOST")]
    pub(crate) yes_against: Vec<String>,
}

fn length(text: &str) -> Result<Duration, String> {
    let length = clock::length(text)?;
    if length > LONGEST { Err("must be at most 1h".to_owned()) } else { Ok(length) }
}
