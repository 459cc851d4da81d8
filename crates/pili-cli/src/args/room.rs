use std::time::Duration;

use clap::{Args as Arguments, Subcommand, ValueEnum};

use super::{Forward, InApp, Job, Merge, PubTask, Until};
use crate::clock;

/// `pili room`.
#[derive(Debug, Subcommand)]
pub(crate) enum Room {
    /// Makes a token that lets a user into a room
    #[command(after_help = "\
Examples:
  pili room token lobby --app desls83s2 --user alice
  pili room token lobby --app desls83s2 --user host --admin --expires-in 10m --json")]
    Token(RoomToken),
    /// Lists the rooms in which users are
    #[command(after_help = "Example:\n  pili room ls --app desls83s2 --prefix lob")]
    Ls {
        #[command(flatten)]
        app: InApp,
        /// Only names that begin so
        #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
        prefix: String,
        /// At most so many
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
    /// Creates a room; one that a user enters comes into being by itself
    #[command(after_help = "Example:\n  pili room create lobby --app desls83s2 --max-users 4")]
    Create(CreateRoom),
    /// Lists the users in a room
    #[command(after_help = "Example:\n  pili room users lobby --app desls83s2")]
    Users(OneRoom),
    /// Takes a user out of a room
    #[command(after_help = "Example:\n  pili room kick lobby alice --app desls83s2")]
    Kick {
        #[command(flatten)]
        room: OneRoom,
        /// The user
        user: String,
    },
    /// Ends a room, in which nobody may be
    #[command(after_help = "Example:\n  pili room delete lobby --app desls83s2")]
    Delete(OneRoom),
    /// Stops the merging that the app's settings start
    #[command(after_help = "Example:\n  pili room stop-merge lobby --app desls83s2")]
    StopMerge(OneRoom),
    /// Merges tracks of a room into one stream
    #[command(subcommand)]
    Merge(Merge),
    /// Forwards tracks of a user
    #[command(subcommand)]
    Forward(Forward),
    /// Merges or forwards by the newer jobs
    #[command(subcommand)]
    Job(Job),
    /// Publishes files into a room
    #[command(subcommand)]
    Pub(PubTask),
}

/// A room of an app.
#[derive(Clone, Debug, Arguments)]
pub(crate) struct OneRoom {
    /// The room
    pub(crate) room: String,
    #[command(flatten)]
    pub(crate) app: InApp,
}

/// Arguments of `pili room create`.
#[derive(Debug, Arguments)]
pub(crate) struct CreateRoom {
    #[command(flatten)]
    pub(crate) room: OneRoom,
    /// The most users
    #[arg(long, value_name = "N")]
    pub(crate) max_users: Option<u32>,
    /// Ends it when it was empty for so long
    #[arg(long, value_name = "TIME", value_parser = clock::length)]
    pub(crate) auto_close_after: Option<Duration>,
    /// Ends it when nobody entered for so long
    #[arg(long, value_name = "TIME", value_parser = clock::length)]
    pub(crate) close_unentered_after: Option<Duration>,
    /// Whether it is open
    #[arg(long, value_name = "true|false")]
    pub(crate) open: Option<bool>,
}

/// Arguments of `pili room token`.
#[derive(Debug, Arguments)]
pub(crate) struct RoomToken {
    #[command(flatten)]
    pub(crate) room: OneRoom,
    /// The user
    #[arg(long, value_name = "ID")]
    pub(crate) user: String,
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
