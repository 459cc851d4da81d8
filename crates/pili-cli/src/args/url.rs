use std::time::Duration;

use clap::{Args as Arguments, Subcommand, ValueEnum};

use super::{InHub, Until};
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
Examples:
  pili url play evening --hub shows --domain live.example.com --https
  pili url play evening --protocol hls --rule expire --key-stdin < play-key")]
    Play(PlayUrl),
    /// Says what is right and wrong with a URL, and what it should have been
    #[command(after_help = "\
Examples:
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
    #[arg(long, value_enum, default_value_t = Rule::ExpirySk)]
    pub(crate) rule: Rule,
    /// The protocol
    #[arg(long, value_enum, default_value_t = PublishProtocol::Rtmp)]
    pub(crate) protocol: PublishProtocol,
    #[command(flatten)]
    pub(crate) until: Until,
    /// For `dynamic`: grows each time [default: Unix seconds]
    #[arg(long, value_name = "NUMBER")]
    pub(crate) nonce: Option<u64>,
    /// Reads the publish key from stdin [env: PILI_PUBLISH_KEY]
    #[arg(long)]
    pub(crate) key_stdin: bool,
}

/// The publish rule of a hub.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Rule {
    /// Until a time, with the account's keys; the usual one
    #[value(name = "expiry_sk", alias = "expiry-sk")]
    ExpirySk,
    /// Until a time, with the publish key
    Expiry,
    /// The publish key itself, in the open
    Static,
    /// For one publish, with the publish key
    Dynamic,
    /// Unsigned
    None,
    /// Miku's, with the key of the domain
    Miku,
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
    /// One protocol alone
    #[arg(long, value_enum)]
    pub(crate) protocol: Option<PlayProtocol>,
    /// `https` for what is not RTMP
    #[arg(long)]
    pub(crate) https: bool,
    /// A transcoding profile, such as `720p`
    #[arg(long, value_name = "NAME")]
    pub(crate) transcoding: Option<String>,
    /// How the domain wants its play URLs signed
    #[arg(long, value_enum, default_value_t = TimeRule::None)]
    pub(crate) rule: TimeRule,
    #[command(flatten)]
    pub(crate) until: Until,
    #[command(flatten)]
    pub(crate) leech: Leech,
    /// Reads the play key from stdin [env: PILI_PLAY_KEY]
    #[arg(long)]
    pub(crate) key_stdin: bool,
}

/// What the settings of a play domain may change.
#[derive(Debug, Arguments)]
pub(crate) struct Leech {
    /// The domain's `rule`
    #[arg(long, value_name = "TEXT", default_value = "$(key)$(path)$(_t)")]
    pub(crate) template: String,
    /// The domain's `tsPart`: the parameter of the time
    #[arg(long, value_name = "NAME", default_value = "t")]
    pub(crate) ts_part: String,
    /// The domain's `tsBase`: the base of the time
    #[arg(long, value_name = "N", default_value_t = 16)]
    pub(crate) ts_base: u32,
    /// The domain's `signPart`: the parameter of the MD5
    #[arg(long, value_name = "NAME", default_value = "sign")]
    pub(crate) sign_part: String,
    /// The domain's `range`, for the rule `start`
    #[arg(long, value_name = "TIME", default_value = "1h", value_parser = clock::length)]
    pub(crate) range: Duration,
}

/// How a play domain wants its URLs signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TimeRule {
    /// Unsigned
    None,
    /// `tsExpireMD5`: until a time
    Expire,
    /// `tsStartMD5`: from now on, for the domain's range
    Start,
    /// Miku's
    Miku,
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
    pub(crate) rule: Option<AnyRule>,
    /// The time it is judged at, if not now
    #[arg(long, value_name = "TIME", value_parser = clock::time)]
    pub(crate) at: Option<std::time::SystemTime>,
    #[command(flatten)]
    pub(crate) leech: Leech,
    /// Reads the key from stdin [env: PILI_PUBLISH_KEY, PILI_PLAY_KEY]
    #[arg(long)]
    pub(crate) key_stdin: bool,
}

/// A rule of publish or play URLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnyRule {
    /// Publish: until a time, with the account's keys
    #[value(name = "expiry_sk", alias = "expiry-sk")]
    ExpirySk,
    /// Publish: until a time, with the publish key
    Expiry,
    /// Publish: the publish key itself
    Static,
    /// Publish: for one publish, with the publish key
    Dynamic,
    /// Unsigned
    None,
    /// Play: until a time (`tsExpireMD5`)
    Expire,
    /// Play: from a time on (`tsStartMD5`)
    Start,
    /// Miku's, to publish or to play
    Miku,
    /// OSS, to publish
    Oss,
}
