use clap::{Args as Arguments, Subcommand, ValueEnum};
use pili::live::domain::DomainType;

use super::InHub;

/// `pili domain`.
#[derive(Debug, Subcommand)]
pub(crate) enum Domain {
    /// Lists the domains of a hub
    #[command(after_help = "Example:\n  pili domain ls --hub shows")]
    Ls(InHub),
    /// Shows the settings of a domain
    #[command(after_help = "Example:\n  pili domain info live.example.com --json | jq .playSecurity")]
    Info(DomainInfo),
    /// Binds a domain to a hub
    #[command(after_help = "Example:\n  pili domain bind live.example.com --type liveHls --hub shows")]
    Bind {
        /// The domain
        domain: String,
        /// What it is for
        #[arg(long = "type", value_enum, value_name = "WHAT")]
        purpose: Purpose,
        #[command(flatten)]
        hub: InHub,
    },
    /// Binds a domain for the playback of what is saved
    #[command(after_help = "Example:\n  pili domain bind-vod vod.example.com --hub shows")]
    BindVod(OneDomain),
    /// Takes a domain from a hub
    #[command(after_help = "Example:\n  pili domain unbind live.example.com --hub shows")]
    Unbind(OneDomain),
    /// Sets the certificate of a domain
    #[command(after_help = "Example:\n  pili domain set-cert live.example.com star-example-com")]
    SetCert {
        /// The domain
        domain: String,
        /// The name of the certificate
        cert: String,
        #[command(flatten)]
        hub: InHub,
    },
    /// Sets how URLs of a domain are rewritten
    #[command(after_help = "\
Examples:
  pili domain set-url-rewrite live.example.com --rule '(.+)/live/(.+)' '${1}/shows/${2}'
  pili domain set-url-rewrite live.example.com --none")]
    SetUrlRewrite(SetUrlRewrite),
}

/// A domain of a hub.
#[derive(Debug, Arguments)]
pub(crate) struct OneDomain {
    /// The domain
    pub(crate) domain: String,
    #[command(flatten)]
    pub(crate) hub: InHub,
}

/// Arguments of `pili domain info`.
#[derive(Debug, Arguments)]
pub(crate) struct DomainInfo {
    /// The domain
    pub(crate) domain: String,
    #[command(flatten)]
    pub(crate) hub: InHub,
    /// Shows the play keys too
    #[arg(long)]
    pub(crate) show_keys: bool,
}

/// Arguments of `pili domain set-url-rewrite`.
#[derive(Debug, Arguments)]
#[group(id = "which rules", args = ["rules", "none"], required = true, multiple = false)]
pub(crate) struct SetUrlRewrite {
    /// The domain
    pub(crate) domain: String,
    /// A pattern, and what takes its place; may be given several times
    #[arg(long = "rule", num_args = 2, value_names = ["PATTERN", "REPLACE"])]
    pub(crate) rules: Vec<String>,
    /// No rules at all
    #[arg(long)]
    pub(crate) none: bool,
    #[command(flatten)]
    pub(crate) hub: InHub,
}

/// What a domain is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "camelCase")]
pub(crate) enum Purpose {
    PublishRtmp,
    LiveRtmp,
    LiveHls,
    LiveHdl,
}

impl From<Purpose> for DomainType {
    fn from(purpose: Purpose) -> Self {
        match purpose {
            Purpose::PublishRtmp => Self::PublishRtmp,
            Purpose::LiveRtmp => Self::LiveRtmp,
            Purpose::LiveHls => Self::LiveHls,
            Purpose::LiveHdl => Self::LiveHdl,
        }
    }
}
