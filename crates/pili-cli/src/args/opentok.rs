//! `pili opentok`, a file for each part of it.

mod archive;
mod broadcast;
mod call;
mod composed;
mod project;
mod render;
mod session;
mod token;

use clap::{Args as Arguments, Subcommand};
use pili::opentok::callback::{CallbackEvent, CallbackGroup};

pub(crate) use archive::{Archive, SetStorage, StartArchive};
pub(crate) use broadcast::{Broadcast, StartBroadcast};
pub(crate) use call::{AudioConnector, Connect, Sip};
pub(crate) use composed::{AddStream, LayoutArgs, RemoveStream, SetLayout, Streams, Tracks};
pub(crate) use project::OpenTokProject;
pub(crate) use render::{Captions, Render, StartCaptions, StartRender};
pub(crate) use session::{Connection, CreateSession, Dtmf, Session, Signal, Stream};
pub(crate) use token::{ClientRole, OpenTokToken, WithToken};

/// `pili opentok`.
#[derive(Debug, Subcommand)]
pub(crate) enum OpenTok {
    /// Makes a token that lets a client into a session
    #[command(after_help = "\
Examples:
  pili opentok token 1_MX40NTY3… --role moderator --expires-in 1d
  pili opentok token 1_MX40NTY3… --data 'name=Ada' --t1 --json")]
    Token(OpenTokToken),
    /// Creates sessions, mutes them
    #[command(subcommand)]
    Session(Session),
    /// Lists the streams of a session, mutes and arranges them
    #[command(subcommand)]
    Stream(Stream),
    /// Lists the connections of clients, and ends them
    #[command(subcommand)]
    Connection(Connection),
    /// Sends a signal to a session, or to one connection
    #[command(after_help = "\
Examples:
  pili opentok signal 1_MX40NTY3… 'hello' --type chat
  pili opentok signal 1_MX40NTY3… 'hello' --to 8b732909-0a06-…")]
    Signal(Signal),
    /// Plays tones to a session, or to one connection
    #[command(after_help = "Example:\n  pili opentok dtmf 1_MX40NTY3… 1p23#")]
    Dtmf(Dtmf),
    /// Calls telephones over SIP
    #[command(subcommand)]
    Sip(Sip),
    /// Sends the audio of sessions to WebSockets
    #[command(subcommand)]
    AudioConnector(AudioConnector),
    /// Records sessions
    #[command(subcommand)]
    Archive(Archive),
    /// Broadcasts sessions over HLS and RTMP
    #[command(subcommand)]
    Broadcast(Broadcast),
    /// Brings a web page into a session
    #[command(subcommand)]
    Render(Render),
    /// Writes what is said
    #[command(subcommand)]
    Captions(Captions),
    /// Administers the projects of an account, under its key
    #[command(subcommand)]
    Project(OpenTokProject),
    /// Asks what was used, in GraphQL
    #[command(after_help = "\
Example:
  pili opentok insights '{ project(projectId: 45678123) { projectData(start: \"2030-01-01\") { totals { minutes } } } }'")]
    Insights {
        /// The query; `-` reads it from standard input
        query: String,
        /// A variable that the query declares; may be given several times
        #[arg(long = "variable", value_name = "NAME=VALUE", value_parser = variable)]
        variables: Vec<(String, String)>,
    },
    /// Registers URLs that events are sent to
    #[command(subcommand)]
    Callback(OpenTokCallback),
}

/// `pili opentok callback`.
#[derive(Debug, Subcommand)]
pub(crate) enum OpenTokCallback {
    /// Lists them
    #[command(after_help = "Example:\n  pili opentok callback ls")]
    Ls,
    /// Registers one
    #[command(after_help = "\
Example:
  pili opentok callback register connection created https://hooks.example.com/opentok")]
    Register {
        /// The group of events: `connection`, `stream` …
        group: CallbackGroup,
        /// The event: `created`, `destroyed` …
        event: CallbackEvent,
        /// The URL
        url: String,
    },
    /// Takes one away
    #[command(after_help = "Example:\n  pili opentok callback unregister 72f2…")]
    Unregister {
        /// Its id
        id: String,
    },
}

fn variable(text: &str) -> Result<(String, String), String> {
    let parted = text.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
    parted.ok_or_else(|| "must be such as `start=2030-01-01`".to_owned())
}

/// Which of a list.
#[derive(Debug, Arguments)]
pub(crate) struct Listed {
    /// Only those of this session
    #[arg(long, value_name = "ID")]
    pub(crate) session: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
}
