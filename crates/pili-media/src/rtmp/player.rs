//! A player: takes FLV tags from an RTMP server.

use std::{fmt, io};

use tokio::time::timeout;

use super::{
    address::Target,
    connection::Connection,
    dial::{self, ANSWER, Failure},
    session::media,
};
use crate::{
    flv::Tag,
    wire::{
        AmfValue, RtmpMessage, UserControlEvent,
        constants::{CMD_ON_STATUS, CMD_PLAY, NS_PLAY_STOP},
    },
};

/// Plays a stream of an RTMP server, to its end.
///
/// ```no_run
/// # async fn run() -> Result<(), pili_media::rtmp::PlayError> {
/// let mut player = pili_media::rtmp::Player::connect("rtmp://127.0.0.1:1935/hub/stream").await?;
/// while let Some(tag) = player.next().await? {
///     println!("{} ms: {} bytes", tag.timestamp, tag.body.len());
/// }
/// # Ok(()) }
/// ```
#[derive(Debug)]
pub struct Player {
    connection: Connection,
}

/// Why a stream cannot be played, or not to its end.
///
/// Example: [`Player`].
#[derive(Debug)]
#[non_exhaustive]
pub enum PlayError {
    /// The address is not of the form `rtmp://host[:port]/app/name`.
    Address(String),
    /// The server did not give the stream, or cut it.
    Refused {
        /// Such as `NetStream.Play.StreamNotFound`.
        code: String,
        /// The server's reason.
        description: String,
    },
    /// The connection failed, or the server did not answer in time.
    Connection(io::Error),
}

impl Player {
    /// Connects, and plays the name in the address, its query included. Example: [`Player`].
    ///
    /// # Errors
    ///
    /// [`PlayError::Refused`] with the server's words if it does not give the stream, and others for a broken
    /// connection or a wrong address.
    pub async fn connect(url: &str) -> Result<Self, PlayError> {
        let without_query = || url.split('?').next().unwrap_or("").to_owned();
        let target = Target::parse(url).ok_or_else(|| PlayError::Address(without_query()))?;
        let connected = timeout(ANSWER, Self::negotiate(target)).await;
        Ok(connected.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??)
    }

    async fn negotiate(target: Target<'_>) -> Result<Self, Failure> {
        let mut connection = dial::dial(&target).await?;
        dial::create_stream(&mut connection, 2.0).await?;
        let name = AmfValue::String(target.name.to_owned());
        dial::command(&mut connection, CMD_PLAY, 3.0, 1, vec![name]).await?;
        connection.flush().await?;
        dial::answer(&mut connection, |command| command.name == CMD_ON_STATUS).await?;
        Ok(Self { connection })
    }

    /// The next message of sound, picture or script data; `None` when the stream has ended. Nothing is lost if the
    /// future is dropped before it is ready. Example: [`Player`].
    ///
    /// # Errors
    ///
    /// [`PlayError::Refused`] if the server cuts the stream, [`PlayError::Connection`] if the connection breaks.
    pub async fn next(&mut self) -> Result<Option<Tag>, PlayError> {
        loop {
            let Some(chunk) = self.connection.next().await? else { return Ok(None) };
            if let Some((kind, body)) = media(&chunk) {
                self.connection.acknowledge().await?;
                return Ok(Some(Tag::new(kind, chunk.timestamp, body)));
            }
            match self.connection.control(&chunk).await? {
                Some(RtmpMessage::UserControl(UserControlEvent::StreamEof(_))) => return Ok(None),
                Some(RtmpMessage::Command(command)) => {
                    if let Some((code, description)) = dial::failure(&command) {
                        return Err(PlayError::Refused { code, description });
                    }
                    if dial::status(&command).is_some_and(|(code, _)| code == NS_PLAY_STOP) {
                        return Ok(None);
                    }
                }
                _ => {}
            }
        }
    }
}

impl fmt::Display for PlayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(url) => write!(f, "{url} is not of the form rtmp://host[:port]/app/name"),
            Self::Refused { code, description } => write!(f, "play refused: {description} ({code})"),
            Self::Connection(error) => write!(f, "RTMP connection failed: {error}"),
        }
    }
}

impl std::error::Error for PlayError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Connection(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for PlayError {
    fn from(error: io::Error) -> Self {
        Self::Connection(error)
    }
}

impl From<Failure> for PlayError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused { code, description } => Self::Refused { code, description },
            Failure::Broken(error) => Self::Connection(error),
        }
    }
}
