use clap::{Args as Arguments, Subcommand};

use super::WithToken;

/// `pili opentok sip`.
#[derive(Debug, Subcommand)]
pub(crate) enum Sip {
    /// Calls a telephone, which becomes a client of the session
    #[command(after_help = "\
A password for --user is in PILI_SIP_PASSWORD, or asked for.
Example:
  pili opentok sip dial 1_MX40NTY3… sip:user@sip.example.com --user me")]
    Dial(Dial),
}

/// Arguments of `pili opentok sip dial`.
#[derive(Debug, Arguments)]
pub(crate) struct Dial {
    /// The session's id
    pub(crate) session: String,
    /// The SIP URI
    pub(crate) uri: String,
    #[command(flatten)]
    pub(crate) token: WithToken,
    /// The caller
    #[arg(long, value_name = "TEXT")]
    pub(crate) from: Option<String>,
    /// Who calls at the SIP service
    #[arg(long, value_name = "NAME")]
    pub(crate) user: Option<String>,
    /// A header; may be given several times
    #[arg(long = "header", short = 'H', value_name = "NAME: VALUE", value_parser = header)]
    pub(crate) headers: Vec<(String, String)>,
    /// Encrypts the media
    #[arg(long)]
    pub(crate) secure: bool,
    /// Calls with video
    #[arg(long)]
    pub(crate) video: bool,
    /// Mutes the call when the session is muted
    #[arg(long)]
    pub(crate) observe_force_mute: bool,
    /// Only this stream is heard; may be repeated
    #[arg(long = "stream", value_name = "ID")]
    pub(crate) streams: Vec<String>,
}

/// `pili opentok audio-connector`.
#[derive(Debug, Subcommand)]
pub(crate) enum AudioConnector {
    /// Sends the audio of a session to a WebSocket
    #[command(after_help = "\
Example:
  pili opentok audio-connector start 1_MX40NTY3… wss://a.example/audio --audio-rate 16000")]
    Start(Connect),
    /// Ends the connection to a WebSocket
    #[command(after_help = "Example:\n  pili opentok audio-connector stop 7aebb3a4-…")]
    Stop {
        /// Its id
        id: String,
    },
}

/// Arguments of `pili opentok audio-connector start`.
#[derive(Debug, Arguments)]
pub(crate) struct Connect {
    /// The session's id
    pub(crate) session: String,
    /// The URI of the WebSocket
    pub(crate) uri: String,
    #[command(flatten)]
    pub(crate) token: WithToken,
    /// Only this stream; may be given several times
    #[arg(long = "stream", value_name = "ID")]
    pub(crate) streams: Vec<String>,
    /// A header; may be given several times
    #[arg(long = "header", short = 'H', value_name = "NAME: VALUE", value_parser = header)]
    pub(crate) headers: Vec<(String, String)>,
    /// Takes audio back too
    #[arg(long)]
    pub(crate) bidirectional: bool,
    /// Samples a second: 8000, 16000 or 24000
    #[arg(long, value_name = "HERTZ")]
    pub(crate) audio_rate: Option<u32>,
}

fn header(text: &str) -> Result<(String, String), String> {
    let parted = text.split_once(':').map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
    parted.ok_or_else(|| "must be such as `X-Call: 7`".to_owned())
}
