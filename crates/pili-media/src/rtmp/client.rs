//! A publisher: sends FLV tags to an RTMP server, and understands its answer.

use std::{fmt, io, iter, time::Duration};

use bytes::{BufMut, BytesMut};
use futures_util::FutureExt;
use tokio::time::{Instant, sleep_until, timeout};

use super::{
    address::Target,
    connection::Connection,
    dial::{self, ANSWER, Failure},
};
use crate::{
    TagKind, chunk,
    flv::{self, Tag},
    wire::{
        AmfValue, RtmpChunk, RtmpMessage,
        constants::{
            CMD_DELETE_STREAM, CMD_FC_PUBLISH, CMD_FC_UNPUBLISH, CMD_ON_STATUS, CMD_PUBLISH,
            CMD_RELEASE_STREAM,
        },
    },
};

const FAREWELL: Duration = Duration::from_secs(1);

/// Publishes a clip once.
///
/// ```no_run
/// # async fn run() -> Result<(), pili_media::rtmp::PublishError> {
/// use pili_media::rtmp::{Pace, publish};
///
/// let clip = include_bytes!("../../tests/data/clip.flv");
/// let published = publish("rtmp://127.0.0.1:1935/hub/stream", clip, Pace::RealTime).await?;
/// println!("{} frames", published.frames);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`PublishError::Refused`] with the server's words if it does not take the stream, [`PublishError::Cut`] if it
/// ends the stream before the clip does, and others for a broken connection or bad input: before anything is sent,
/// [`PublishError::Clip`] if the clip is no FLV file, ends within a tag, or holds no frame.
pub async fn publish(url: &str, clip: &[u8], pace: Pace) -> Result<Published, PublishError> {
    let tags = tags(clip).map_err(PublishError::Clip)?;
    let mut publisher = Publisher::connect(url).await?;
    publisher.send_all(&tags, pace).await?;
    publisher.finish().await
}

/// How fast a clip is sent.
///
/// Example: [`publish`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Pace {
    /// Each frame at its time, as a camera would.
    RealTime,
    /// As fast as the server takes them.
    Fast,
}

/// What was sent.
///
/// Example: [`publish`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Published {
    /// Messages of sound, picture and script data.
    pub frames: u64,
    /// Bytes of their bodies.
    pub bytes: u64,
}

/// Why a publish did not run to its end.
///
/// Example: [`publish`].
#[derive(Debug)]
#[non_exhaustive]
pub enum PublishError {
    /// The address is not of the form `rtmp://host[:port]/app/name`.
    Address(String),
    /// The clip is not FLV, or not whole, or holds no frame.
    Clip(String),
    /// The server did not take the stream.
    Refused {
        /// Such as `NetStream.Publish.BadName`.
        code: String,
        /// The server's reason.
        description: String,
    },
    /// The server ended the stream while it was being sent.
    Cut {
        /// Such as `NetStream.Unpublish.Success`; empty if the server just closed.
        code: String,
        /// The server's reason.
        description: String,
    },
    /// The connection failed, or the server did not answer in time.
    Connection(io::Error),
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(url) => write!(f, "{url} is not of the form rtmp://host[:port]/app/name"),
            Self::Clip(error) => f.write_str(error),
            Self::Refused { code, description } => write!(f, "publish refused: {description} ({code})"),
            Self::Cut { code, description } => write!(f, "publish cut: {description} ({code})"),
            Self::Connection(error) => write!(f, "RTMP connection failed: {error}"),
        }
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Connection(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for PublishError {
    fn from(error: io::Error) -> Self {
        Self::Connection(error)
    }
}

impl From<Failure> for PublishError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused { code, description } => Self::Refused { code, description },
            Failure::Broken(error) => Self::Connection(error),
        }
    }
}

/// A publish that goes on until [`finish`](Publisher::finish), for more than one clip or for frames made on the way:
/// [the module](crate::rtmp) has one from connection to end.
#[derive(Debug)]
pub struct Publisher {
    connection: Connection,
    started: Instant,
    published: Published,
}

impl Publisher {
    /// Connects, and publishes the name in the address, its query included.
    ///
    /// # Errors
    ///
    /// As [`publish`], before the first frame.
    pub async fn connect(url: &str) -> Result<Self, PublishError> {
        let without_query = || url.split('?').next().unwrap_or("").to_owned();
        let target = Target::parse(url).ok_or_else(|| PublishError::Address(without_query()))?;
        let connected = timeout(ANSWER, Self::negotiate(target)).await;
        Ok(connected.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??)
    }

    /// Sends one message, such as the key frame on [the crate's page](crate). Its timestamp, in milliseconds, is sent as it
    /// is, and none is waited for.
    ///
    /// # Errors
    ///
    /// [`PublishError::Cut`] if the server has ended the stream.
    pub async fn send(&mut self, tag: &Tag) -> Result<(), PublishError> {
        while let Some(incoming) = self.connection.next().now_or_never() {
            self.hear(incoming?).await?;
        }
        match self.write(tag).await {
            Ok(()) => Ok(()),
            Err(error) => Err(self.reason().await.unwrap_or(error.into())),
        }
    }

    /// Sends messages at their times or at once, and flushes, as [the module](crate::rtmp) does with a clip. Times are
    /// milliseconds since the publish began.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn send_all(&mut self, tags: &[Tag], pace: Pace) -> Result<(), PublishError> {
        for tag in tags {
            if pace == Pace::RealTime {
                let due = self.started + Duration::from_millis(u64::from(tag.timestamp));
                self.wait_until(due).await?;
            }
            self.send(tag).await?;
        }
        Ok(self.connection.flush().await?)
    }

    /// Ends the publish, and says what was sent: of [the module's clip](crate::rtmp) all tags.
    ///
    /// # Errors
    ///
    /// [`PublishError::Connection`] if the connection is broken already.
    pub async fn finish(mut self) -> Result<Published, PublishError> {
        let connection = &mut self.connection;
        dial::command(connection, CMD_FC_UNPUBLISH, 6.0, 0, Vec::new()).await?;
        dial::command(connection, CMD_DELETE_STREAM, 7.0, 0, vec![AmfValue::Number(1.0)]).await?;
        connection.flush().await?;
        let _ = timeout(FAREWELL, dial::answer(connection, |command| command.name == CMD_ON_STATUS)).await;
        self.connection.close().await;
        Ok(self.published)
    }

    async fn negotiate(target: Target<'_>) -> Result<Self, Failure> {
        let mut connection = dial::dial(&target).await?;
        let name = || AmfValue::String(target.name.to_owned());
        dial::command(&mut connection, CMD_RELEASE_STREAM, 2.0, 0, vec![name()]).await?;
        dial::command(&mut connection, CMD_FC_PUBLISH, 3.0, 0, vec![name()]).await?;
        dial::create_stream(&mut connection, 4.0).await?;
        let live = AmfValue::String("live".to_owned());
        dial::command(&mut connection, CMD_PUBLISH, 5.0, 1, vec![name(), live]).await?;
        connection.flush().await?;
        dial::answer(&mut connection, |command| command.name == CMD_ON_STATUS).await?;
        Ok(Self { connection, started: Instant::now(), published: Published::default() })
    }

    async fn wait_until(&mut self, due: Instant) -> Result<(), PublishError> {
        if due <= Instant::now() {
            return Ok(());
        }
        self.connection.flush().await?;
        loop {
            tokio::select! {
                () = sleep_until(due) => return Ok(()),
                incoming = self.connection.next() => self.hear(incoming?).await?,
            }
        }
    }

    /// Takes note of what the server says while it is being sent to.
    async fn hear(&mut self, chunk: Option<RtmpChunk>) -> Result<(), PublishError> {
        let Some(chunk) = chunk else {
            let description = "the server closed the connection".to_owned();
            return Err(PublishError::Cut { code: String::new(), description });
        };
        let Some(RtmpMessage::Command(command)) = self.connection.control(&chunk).await? else {
            return Ok(());
        };
        match dial::failure(&command) {
            Some((code, description)) => Err(PublishError::Cut { code, description }),
            None => Ok(()),
        }
    }

    /// After a failed write: what the server had said.
    async fn reason(&mut self) -> Option<PublishError> {
        let last_words = async {
            loop {
                let incoming = self.connection.next().await.ok()?;
                if let Err(error) = self.hear(incoming).await {
                    return Some(error);
                }
            }
        };
        timeout(FAREWELL, last_words).await.ok().flatten()
    }

    async fn write(&mut self, tag: &Tag) -> io::Result<()> {
        let body = if tag.kind == TagKind::Script { set_data_frame(&tag.body) } else { tag.body.clone() };
        let csid = chunk::media_csid(tag.kind);
        let header = chunk::header(csid, tag.timestamp, body.len(), tag.kind.byte(), 1);
        self.published.frames += 1;
        self.published.bytes += body.len() as u64;
        self.connection.write(&header).await?;
        let rest = chunk::rest(csid, chunk::extended(tag.timestamp), body, chunk::OUT);
        self.connection.write(&rest).await
    }
}

/// The tags of a clip that is whole and shows something.
fn tags(clip: &[u8]) -> Result<Vec<Tag>, String> {
    let mut reader = flv::Reader::new();
    reader.push(clip);
    let tags: Result<Vec<_>, _> = iter::from_fn(|| reader.next_tag().transpose()).collect();
    let tags = tags.map_err(|error| error.to_string())?;
    if !reader.is_between_tags() {
        return Err("the clip is no whole FLV file: it ends within the header or a tag".to_owned());
    }
    if !tags.iter().any(|tag| tag.kind != TagKind::Script && !tag.is_config()) {
        return Err("the clip holds no frame of sound or picture".to_owned());
    }
    Ok(tags)
}

fn set_data_frame(metadata: &[u8]) -> bytes::Bytes {
    let mut body = BytesMut::with_capacity(16 + metadata.len());
    body.put_slice(b"\x02\x00\x0D@setDataFrame");
    body.put_slice(metadata);
    body.freeze()
}
