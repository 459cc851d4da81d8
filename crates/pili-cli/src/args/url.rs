use std::time::Duration;

use clap::{Args as Arguments, Subcommand, ValueEnum};

use super::{InHub, Rule, Until};
use crate::clock;

/// `pili url`.
#[derive(Debug, Subcommand)]
pub(crate) enum Url {
    /// Makes a signed URL to publish to
    #[command(after_help = "\
Examples:
  pili url publish evening --hub shows --domain publish.example.com
  ffmpeg -re -i clip.mp4 -c copy -f flv \"$(pili --local url publish evening -q)\"
  pili url publish evening --rule expiry --key-stdin < publish-key")]
    Publish(PublishUrl),
    /// Makes URLs to watch a stream at
    #[command(after_help = "\
Examples (`pili help url play` lists more options):
  pili url play evening --hub shows --domain live.example.com --https
  pili url play evening --protocol hls --rule tsExpireMD5 --key-stdin < play-key")]
    Play(PlayUrl),
    /// Says what is right and wrong with a URL, and what it should have been
    #[command(after_help = "\
Examples (`pili help url explain` lists more options):
  pili url explain 'rtmp://publish.example.com/shows/evening?e=17…&token=…'
  pili url explain URL --rule expiry --key-stdin < publish-key")]
    Explain(Explain),
}

/// Arguments of `pili url publish`.
#[derive(Debug, Arguments)]
pub(crate) struct PublishUrl {
    /// The stream key
    pub(crate) key: String,
    #[command(flatten)]
    pub(crate) hub: InHub,
    /// The publish domain [env: PILI_PUBLISH_DOMAIN]
    #[arg(long, value_name = "HOST")]
    pub(crate) domain: Option<String>,
    /// The hub's rule
    #[arg(long, default_value = "expiry_sk", value_parser = Rule::of(Rule::TO_PUBLISH))]
    pub(crate) rule: Rule,
    /// `rtmp`, `srt` or `whip`
    #[arg(
        long,
        value_enum,
        default_value_t = PublishProtocol::Rtmp,
        value_name = "NAME",
        hide_possible_values = true
    )]
    pub(crate) protocol: PublishProtocol,
    #[command(flatten)]
    pub(crate) until: Until,
    /// For `dynamic`: grows each time [default: Unix seconds]
    #[arg(long, value_name = "NUMBER", hide_short_help = true)]
    pub(crate) nonce: Option<u64>,
    /// The publish key is on stdin [env: PILI_PUBLISH_KEY]
    #[arg(long)]
    pub(crate) key_stdin: bool,
}

impl PublishUrl {
    /// What makes a URL over RTMP that is good for so long.
    pub(crate) fn for_rtmp(key: String, rule: Rule, length: Duration) -> Self {
        let (hub, until) = (InHub { hub: None }, Until::after(length));
        Self {
            key,
            hub,
            domain: None,
            rule,
            protocol: PublishProtocol::Rtmp,
            until,
            nonce: None,
            key_stdin: false,
        }
    }
}

/// What is published with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PublishProtocol {
    Rtmp,
    Srt,
    /// WebRTC, of Miku
    Whip,
}

/// Arguments of `pili url play`.
#[derive(Debug, Arguments)]
pub(crate) struct PlayUrl {
    /// The stream key
    pub(crate) key: String,
    #[command(flatten)]
    pub(crate) hub: InHub,
    /// The play domain [env: PILI_PLAY_DOMAIN]
    #[arg(long, value_name = "HOST")]
    pub(crate) domain: Option<String>,
    /// Only `rtmp`, `hls`, `hdl` or `snapshot`
    #[arg(long, value_enum, value_name = "NAME", hide_possible_values = true)]
    pub(crate) protocol: Option<PlayProtocol>,
    /// `https` for what is not RTMP
    #[arg(long)]
    pub(crate) https: bool,
    /// A transcoding profile, such as `720p`
    #[arg(long, value_name = "NAME")]
    pub(crate) transcoding: Option<String>,
    /// How the domain wants its play URLs signed
    #[arg(long, default_value = "none", value_parser = Rule::of(Rule::TO_PLAY))]
    pub(crate) rule: Rule,
    #[command(flatten)]
    pub(crate) until: Until,
    #[command(flatten)]
    pub(crate) leech: Leech,
    /// The play key is on stdin [env: PILI_PLAY_KEY]
    #[arg(long)]
    pub(crate) key_stdin: bool,
}

/// What the settings of a play domain may change.
#[derive(Debug, Arguments)]
pub(crate) struct Leech {
    /// The domain's `rule`
    #[arg(long, value_name = "TEXT", default_value = "$(key)$(path)$(_t)", hide_short_help = true)]
    pub(crate) template: String,
    /// The domain's `tsPart`: the parameter of the time
    #[arg(long, value_name = "NAME", default_value = "t", hide_short_help = true)]
    pub(crate) ts_part: String,
    /// The domain's `tsBase`: the base of the time
    #[arg(long, value_name = "N", default_value_t = 16, hide_short_help = true)]
    pub(crate) ts_base: u32,
    /// The domain's `signPart`: the parameter of the MD5
    #[arg(long, value_name = "NAME", default_value = "sign", hide_short_help = true)]
    pub(crate) sign_part: String,
    /// The domain's `range`, for `tsStartMD5`
    #[arg(long, value_name = "TIME", default_value = "1h", value_parser = clock::length, hide_short_help = true)]
    pub(crate) range: Duration,
}

/// What is watched with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlayProtocol {
    Rtmp,
    Hls,
    /// HTTP-FLV
    #[value(alias = "flv")]
    Hdl,
    /// The cover
    Snapshot,
}

/// Arguments of `pili url explain`.
#[derive(Debug, Arguments)]
pub(crate) struct Explain {
    /// The URL, in quotes
    pub(crate) url: String,
    /// The rule it must keep, if not the one it seems to keep
    #[arg(long, value_enum)]
    pub(crate) rule: Option<Rule>,
    /// The time it is judged at, if not now
    #[arg(long, value_name = "TIME", value_parser = clock::time)]
    pub(crate) at: Option<std::time::SystemTime>,
    #[command(flatten)]
    pub(crate) leech: Leech,
    /// Reads the key from stdin [env: PILI_PUBLISH_KEY, PILI_PLAY_KEY]
    #[arg(long)]
    pub(crate) key_stdin: bool,
}
