use std::net::Ipv4Addr;

use clap::{Args as Arguments, Subcommand};
use pili::opentok::Resolution;

/// `pili opentok session`.
#[derive(Debug, Subcommand)]
pub(crate) enum Session {
    /// Creates a session
    #[command(after_help = "\
Examples:
  pili opentok session create
  pili opentok session create --routed --archive --json | jq -r .session_id")]
    Create(CreateSession),
    /// Mutes all streams, and those to come
    #[command(after_help = "Example:\n  pili opentok session mute-all 1_MX40NTY3… --except 8b732909-…")]
    MuteAll {
        /// The session's id
        session: String,
        /// Not this stream; may be given several times
        #[arg(long, value_name = "STREAM")]
        except: Vec<String>,
    },
    /// No longer mutes the streams to come
    #[command(after_help = "Example:\n  pili opentok session disable-mute 1_MX40NTY3…")]
    DisableMute {
        /// The session's id
        session: String,
    },
}

/// Arguments of `pili opentok session create`.
#[derive(Debug, Arguments)]
pub(crate) struct CreateSession {
    /// Media goes through the service, as archives, broadcasts and SIP need it
    ///
    /// That of an application's sessions does unless it is told otherwise.
    #[arg(long)]
    pub(crate) routed: bool,
    /// Media goes from client to client where that works
    ///
    /// That of a project's sessions does unless it is told otherwise.
    #[arg(long, conflicts_with = "routed", hide_short_help = true)]
    pub(crate) relayed: bool,
    /// Records it from its first moment on
    #[arg(long, requires = "routed")]
    pub(crate) archive: bool,
    /// The name of the archives
    #[arg(long, value_name = "TEXT", requires = "archive")]
    pub(crate) archive_name: Option<String>,
    /// The resolution of the archives, such as `1280x720`
    #[arg(long, value_name = "SIZE", requires = "archive")]
    pub(crate) archive_resolution: Option<Resolution>,
    /// Near this address
    #[arg(long, value_name = "IP")]
    pub(crate) location: Option<Ipv4Addr>,
    /// Encrypts media from end to end
    #[arg(long, requires = "routed")]
    pub(crate) e2ee: bool,
}

/// `pili opentok stream`.
#[derive(Debug, Subcommand)]
pub(crate) enum Stream {
    /// Lists the streams of a session
    #[command(after_help = "Example:\n  pili opentok stream ls 1_MX40NTY3…")]
    Ls {
        /// The session's id
        session: String,
    },
    /// Shows a stream
    #[command(after_help = "Example:\n  pili opentok stream info 1_MX40NTY3… 8b732909-…")]
    Info(OneStream),
    /// Mutes a stream
    #[command(after_help = "Example:\n  pili opentok stream mute 1_MX40NTY3… 8b732909-…")]
    Mute(OneStream),
    /// Sets the layout classes of a stream
    #[command(after_help = "Example:\n  pili opentok stream set-class-lists 1_MX40NTY3… 8b732909-… focus")]
    SetClassLists {
        #[command(flatten)]
        stream: OneStream,
        /// The classes; none at all without one
        classes: Vec<String>,
    },
}

/// A stream of a session.
#[derive(Debug, Arguments)]
pub(crate) struct OneStream {
    /// The session's id
    pub(crate) session: String,
    /// The stream's id
    pub(crate) stream: String,
}

/// `pili opentok connection`.
#[derive(Debug, Subcommand)]
pub(crate) enum Connection {
    /// Lists who is connected to a session
    #[command(after_help = "Example:\n  pili opentok connection ls 1_MX40NTY3… --json")]
    Ls {
        /// The session's id
        session: String,
    },
    /// Disconnects a client
    #[command(after_help = "Example:\n  pili opentok connection force-disconnect 1_MX40NTY3… 5b9c…")]
    ForceDisconnect {
        /// The session's id
        session: String,
        /// The connection's id
        connection: String,
    },
}

/// Arguments of `pili opentok signal`.
#[derive(Debug, Arguments)]
pub(crate) struct Signal {
    /// The session's id
    pub(crate) session: String,
    /// What is sent, at most 8 KiB
    pub(crate) data: String,
    /// Its type
    #[arg(long = "type", value_name = "TEXT")]
    pub(crate) kind: Option<String>,
    /// Only to this connection
    #[arg(long, value_name = "CONNECTION")]
    pub(crate) to: Option<String>,
}

/// Arguments of `pili opentok dtmf`.
#[derive(Debug, Arguments)]
pub(crate) struct Dtmf {
    /// The session's id
    pub(crate) session: String,
    /// The tones: 0 to 9, `*`, `#`, and `p` for a pause
    pub(crate) digits: String,
    /// Only to this connection
    #[arg(long, value_name = "CONNECTION")]
    pub(crate) to: Option<String>,
}
