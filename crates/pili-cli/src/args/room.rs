use clap::{Args as Arguments, Subcommand, ValueEnum};

use super::Until;

/// `pili room`.
#[derive(Debug, Subcommand)]
pub(crate) enum Room {
    /// Makes a token that lets a user into a room
    #[command(after_help = "\
Examples:
  pili room token lobby --app desls83s2 --user alice
  pili room token lobby --app desls83s2 --user host --admin --expires-in 10m --json")]
    Token(RoomToken),
}

/// Arguments of `pili room token`.
#[derive(Debug, Arguments)]
pub(crate) struct RoomToken {
    /// The room
    pub(crate) room: String,
    /// The user
    #[arg(long, value_name = "ID")]
    pub(crate) user: String,
    /// The app that the room belongs to [env: PILI_APP]
    #[arg(long, value_name = "ID")]
    pub(crate) app: Option<String>,
    /// Lets the user kick others, merge streams and end the room
    #[arg(long)]
    pub(crate) admin: bool,
    #[command(flatten)]
    pub(crate) until: Until,
    /// The version of the token: rooms of an app have 3
    #[arg(long, value_enum, default_value_t = Version::V3, value_name = "N")]
    pub(crate) version: Version,
}

/// The version of a room token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Version {
    #[value(name = "1")]
    V1,
    #[value(name = "2")]
    V2,
    #[value(name = "3")]
    V3,
}
