use clap::{Args as Arguments, Subcommand, ValueEnum};

use super::Until;

/// `pili opentok`.
#[derive(Debug, Subcommand)]
pub(crate) enum OpenTok {
    /// Makes a token that lets a client into a session
    #[command(after_help = "\
Examples:
  pili opentok token 1_MX40NTY3… --role moderator --expires-in 1d
  pili opentok token 1_MX40NTY3… --data 'name=Ada' --t1 --json")]
    Token(OpenTokToken),
}

/// Arguments of `pili opentok token`.
#[derive(Debug, Arguments)]
pub(crate) struct OpenTokToken {
    /// The session's id
    pub(crate) session: String,
    /// What the client may do
    #[arg(long, value_enum, default_value_t = ClientRole::Publisher)]
    pub(crate) role: ClientRole,
    #[command(flatten)]
    pub(crate) until: Until,
    /// What the token tells of the client; every participant can read it
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) data: String,
    /// A layout class of the client's streams; may be given several times
    #[arg(long = "class", value_name = "NAME")]
    pub(crate) classes: Vec<String>,
    /// Makes it in the older format `T1`, not as a JSON Web Token
    #[arg(long)]
    pub(crate) t1: bool,
}

/// What a client may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ClientRole {
    Subscriber,
    Publisher,
    Moderator,
    #[value(name = "publisheronly")]
    PublisherOnly,
}
