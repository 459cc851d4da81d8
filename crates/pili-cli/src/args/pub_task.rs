use clap::{Args as Arguments, Subcommand};

use super::OneRoom;

/// `pili room pub`.
#[derive(Debug, Subcommand)]
pub(crate) enum PubTask {
    /// Publishes files into a room, one after the other
    #[command(after_help = "\
Example:
  pili room pub start lobby https://files.example.com/one.flv --app desls83s2")]
    Start {
        #[command(flatten)]
        room: OneRoom,
        /// The files' URLs: FLV with H.264 and AAC
        #[arg(required = true, value_name = "URL")]
        sources: Vec<String>,
        #[command(flatten)]
        token: WithRoomToken,
    },
    /// Lists the tasks that publish into a room
    #[command(after_help = "Example:\n  pili room pub ls lobby --app desls83s2 --jsonl")]
    Ls {
        #[command(flatten)]
        room: OneRoom,
        #[command(flatten)]
        token: WithRoomToken,
    },
}

/// The token of an administrator of the room, which authorises the calls.
#[derive(Clone, Copy, Debug, Arguments)]
pub(crate) struct WithRoomToken {
    /// Takes an administrator's room token from stdin, and makes none
    #[arg(long)]
    pub(crate) token_stdin: bool,
}
