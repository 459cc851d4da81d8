use clap::{Args as Arguments, ValueEnum};

use crate::args::Until;

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

/// The client token with which the service itself enters a session.
#[derive(Clone, Copy, Debug, Arguments)]
pub(crate) struct WithToken {
    /// Takes a token from stdin, and makes none
    #[arg(long)]
    pub(crate) token_stdin: bool,
}
