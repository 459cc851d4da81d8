//! A publisher: sends FLV tags to an RTMP server, and understands its answer.

use std::{fmt, io, iter, time::Duration};

use bytes::{BufMut, BytesMut};
use futures_util::FutureExt;
use tokio::{
    net::TcpStream,
    time::{Instant, sleep_until, timeout},
};

use super::{address::Target, connection::Connection};
use crate::{
    Limits, TagKind, chunk,
    flv::{self, Tag},
    wire::{
        AmfValue, Command, RtmpChunk, RtmpMessage,
        constants::{
            CMD_CONNECT, CMD_CREATE_STREAM, CMD_DELETE_STREAM, CMD_ERROR, CMD_FC_PUBLISH, CMD_ON_STATUS,
            CMD_PUBLISH, CMD_RELEASE_STREAM,
        },
    },
};

const ANSWER: Duration = Duration::from_secs(10);
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Pace {
    /// Each frame at its time, as a camera would.
    RealTime,
    /// As fast as the server takes them.
    Fast,
}

/// What was sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Published {
    /// Messages of sound, picture and script data.
    pub frames: u64,
    /// Bytes of their bodies.
    pub bytes: u64,
}

/// Why a publish did not run to its end.
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

/// A publish that goes on until [`finish`](Publisher::finish), for more than one clip or for frames made on the way.
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
        timeout(ANSWER, Self::negotiate(target))
            .await
            .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
    }

    /// Sends one message. Its timestamp is sent as it is.
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

    /// Sends messages at their times or at once, and flushes.
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

    /// Ends the publish, and says what was sent.
    ///
    /// # Errors
    ///
    /// [`PublishError::Connection`] if the connection is broken already.
    pub async fn finish(mut self) -> Result<Published, PublishError> {
        self.command("FCUnpublish", 6.0, 0, Vec::new()).await?;
        self.command(CMD_DELETE_STREAM, 7.0, 0, vec![AmfValue::Number(1.0)]).await?;
        self.connection.flush().await?;
        let _ = timeout(FAREWELL, self.answer(|command| command.name == CMD_ON_STATUS)).await;
        self.connection.close().await;
        Ok(self.published)
    }

    async fn negotiate(target: Target<'_>) -> Result<Self, PublishError> {
        let stream = TcpStream::connect(target.socket()).await?;
        let connection = Connection::open(stream, &Limits::default()).await?;
        let mut this = Self { connection, started: Instant::now(), published: Published::default() };
        this.connect_app(&target).await?;
        let name = || AmfValue::String(target.name.to_owned());
        this.command(CMD_RELEASE_STREAM, 2.0, 0, vec![name()]).await?;
        this.command(CMD_FC_PUBLISH, 3.0, 0, vec![name()]).await?;
        this.command(CMD_CREATE_STREAM, 4.0, 0, Vec::new()).await?;
        this.connection.flush().await?;
        this.answer(|command| command.transaction_id == 4.0).await?;
        this.command(CMD_PUBLISH, 5.0, 1, vec![name(), AmfValue::String("live".to_owned())]).await?;
        this.connection.flush().await?;
        this.answer(|command| command.name == CMD_ON_STATUS).await?;
        this.started = Instant::now();
        Ok(this)
    }

    async fn connect_app(&mut self, target: &Target<'_>) -> Result<(), PublishError> {
        let tc_url = format!("rtmp://{}/{}", target.authority, target.app);
        let text = |text: &str| AmfValue::String(text.to_owned());
        let fields = [
            ("app", text(target.app)),
            ("type", text("nonprivate")),
            ("flashVer", text("FMLE/3.0 (compatible; pili-media)")),
            ("tcUrl", text(&tc_url)),
        ];
        let object = fields.map(|(key, value)| (key.to_owned(), value)).into_iter().collect();
        self.connection.enlarge_chunks().await?;
        self.send_command(CMD_CONNECT, 1.0, 0, AmfValue::Object(object), Vec::new()).await?;
        self.connection.flush().await?;
        self.answer(|command| command.transaction_id == 1.0).await?;
        Ok(())
    }

    /// Waits for a command; an error in any is a refusal.
    async fn answer(&mut self, is_it: impl Fn(&Command) -> bool) -> Result<(), PublishError> {
        loop {
            let Some(chunk) = self.connection.next().await? else {
                return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
            };
            let Some(RtmpMessage::Command(command)) = self.connection.control(&chunk).await? else {
                continue;
            };
            if let Some((code, description)) = failure(&command) {
                return Err(PublishError::Refused { code, description });
            }
            if is_it(&command) {
                return Ok(());
            }
        }
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
        match failure(&command) {
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

    async fn command(&mut self, name: &str, id: f64, stream: u32, args: Vec<AmfValue>) -> io::Result<()> {
        self.send_command(name, id, stream, AmfValue::Null, args).await
    }

    async fn send_command(
        &mut self,
        name: &str,
        transaction_id: f64,
        stream_id: u32,
        command_object: AmfValue,
        arguments: Vec<AmfValue>,
    ) -> io::Result<()> {
        let name = name.to_owned();
        let command = Command { name, transaction_id, command_object, arguments, stream_id };
        self.connection.send(&RtmpMessage::Command(command)).await
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

/// Code and description, if a command reports an error or the end.
fn failure(command: &Command) -> Option<(String, String)> {
    let info = command.arguments.first()?;
    let text = |key| info.get_string(key).unwrap_or("").to_owned();
    let is_error = command.name == CMD_ERROR || info.get_string("level") == Some("error");
    is_error.then(|| (text("code"), text("description")))
}

fn set_data_frame(metadata: &[u8]) -> bytes::Bytes {
    let mut body = BytesMut::with_capacity(16 + metadata.len());
    body.put_slice(b"\x02\x00\x0D@setDataFrame");
    body.put_slice(metadata);
    body.freeze()
}
