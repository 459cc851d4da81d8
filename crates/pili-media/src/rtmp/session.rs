//! What a client says on its connection, and what follows.

use std::{io, net::SocketAddr, time::Duration};

use bytes::{Buf, Bytes};
use tokio::time::{Instant, timeout, timeout_at};

use super::{address, connection::Connection, reply};
use crate::{
    Admission, Media, Protocol, TagKind,
    batch::Form,
    live::End,
    parts::Parts,
    places::{Place, Wait},
    registry::{NOT_LIVE, Publication},
    shots::Shots,
    viewer::Viewer,
    wire::{
        AmfValue, Command, ConnectParams, RtmpChunk, RtmpMessage, UserControlEvent,
        constants::{
            BANDWIDTH_LIMIT_DYNAMIC, CMD_CONNECT, CMD_CREATE_STREAM, CMD_DELETE_STREAM, CMD_FC_PUBLISH,
            CMD_FC_UNPUBLISH, CMD_ON_FC_PUBLISH, CMD_ON_FC_UNPUBLISH, CMD_PAUSE, CMD_PLAY, CMD_PUBLISH,
            CMD_RELEASE_STREAM, DEFAULT_PEER_BANDWIDTH, DEFAULT_WINDOW_ACK_SIZE, MSG_AUDIO, MSG_COMMAND_AMF0,
            MSG_COMMAND_AMF3, MSG_DATA_AMF0, MSG_DATA_AMF3, MSG_VIDEO, NS_PAUSE_NOTIFY, NS_PLAY_RESET,
            NS_PLAY_START, NS_PLAY_STOP, NS_PLAY_STREAM_NOT_FOUND, NS_PUBLISH_BAD_NAME, NS_PUBLISH_START,
        },
    },
};

const STREAM: u32 = 1;
/// After the end of a stream, how long a viewer may take for what it is just being sent.
const GRACE: Duration = Duration::from_millis(300);

#[derive(Debug)]
pub(super) struct Session<'a> {
    connection: Connection,
    media: Media,
    peer: SocketAddr,
    local: SocketAddr,
    /// Of the `connect` command.
    app: Option<App>,
    role: Role,
    /// When the next command has to be there, of a client that neither publishes nor plays.
    due: Instant,
    place: &'a Place,
}

#[derive(Debug)]
struct App {
    name: String,
    domain: String,
}

#[derive(Debug)]
enum Role {
    Idle,
    Publishing(Publication),
    Playing(Box<Viewer>),
}

/// What a session wakes up for.
enum Event {
    Message(RtmpChunk),
    Shots(Shots),
    /// The stream was cut from under its publisher.
    Cut(String),
    /// Nothing more to play.
    Over,
    Closed,
}

/// Whether the session goes on.
type Next = io::Result<bool>;

impl<'a> Session<'a> {
    pub(super) fn new(
        connection: Connection,
        media: Media,
        peer: SocketAddr,
        local: SocketAddr,
        place: &'a Place,
    ) -> Self {
        let due = Instant::now() + media.limits().idle;
        Self { connection, media, peer, local, app: None, role: Role::Idle, due, place }
    }

    /// Serves the client until either side has enough.
    pub(super) async fn run(mut self) -> io::Result<()> {
        loop {
            let goes_on = match self.event().await? {
                Event::Message(chunk) => self.message_in_time(&chunk).await,
                Event::Shots(shots) => self.show(&shots).await,
                Event::Cut(reason) => self.cut(&reason).await,
                Event::Over => self.over().await,
                Event::Closed => return Ok(()),
            };
            if !goes_on? {
                break;
            }
        }
        self.role = Role::Idle;
        self.connection.close().await;
        Ok(())
    }

    async fn event(&mut self) -> io::Result<Event> {
        let limits = self.media.limits();
        let (role, connection) = (&mut self.role, &mut self.connection);
        let message = async |connection: &mut Connection| {
            connection.next().await.map(|chunk| chunk.map_or(Event::Closed, Event::Message))
        };
        match role {
            Role::Idle => timeout_at(self.due, message(connection)).await?,
            Role::Publishing(publication) => tokio::select! {
                biased;
                reason = publication.cut() => Ok(Event::Cut(reason)),
                message = timeout(limits.silence, message(connection)) => message?,
            },
            Role::Playing(viewer) => tokio::select! {
                shots = viewer.next() => Ok(shots.map_or(Event::Over, Event::Shots)),
                message = message(connection) => message,
            },
        }
    }

    /// Only a command is a sign of life: anything else may be sent for ever.
    async fn message_in_time(&mut self, chunk: &RtmpChunk) -> Next {
        if matches!(chunk.message_type, MSG_COMMAND_AMF0 | MSG_COMMAND_AMF3) {
            self.due = Instant::now() + self.media.limits().idle;
        }
        match self.role {
            Role::Idle => timeout_at(self.due, self.message(chunk)).await?,
            _ => self.message(chunk).await,
        }
    }

    async fn message(&mut self, chunk: &RtmpChunk) -> Next {
        if let Role::Publishing(publication) = &self.role
            && let Some((kind, body)) = media(chunk)
        {
            publication.push(kind, chunk.timestamp, &body);
        }
        if matches!(chunk.message_type, MSG_AUDIO | MSG_VIDEO | MSG_DATA_AMF0 | MSG_DATA_AMF3) {
            self.connection.acknowledge().await?;
            return Ok(true);
        }
        match self.connection.control(chunk).await? {
            Some(RtmpMessage::Command(command) | RtmpMessage::CommandAmf3(command)) => {
                let goes_on = self.command(command).await?;
                self.connection.flush().await?;
                Ok(goes_on)
            }
            _ => Ok(true),
        }
    }

    async fn command(&mut self, command: Command) -> Next {
        let transaction = command.transaction_id;
        match command.name.as_str() {
            CMD_CONNECT => return self.connect(&command).await,
            CMD_CREATE_STREAM => self.result(transaction, AmfValue::Number(f64::from(STREAM))).await?,
            CMD_RELEASE_STREAM | "getStreamLength" | "_checkbw" | "checkBandwidth" => {
                self.result(transaction, AmfValue::Number(0.0)).await?;
            }
            CMD_FC_PUBLISH => self.send(reply::fc_status(CMD_ON_FC_PUBLISH, NS_PUBLISH_START)).await?,
            CMD_PUBLISH => return self.publish(&command).await,
            CMD_PLAY => return self.play(&command).await,
            CMD_FC_UNPUBLISH => {
                self.send(reply::fc_status(CMD_ON_FC_UNPUBLISH, UNPUBLISHED)).await?;
            }
            CMD_DELETE_STREAM | "closeStream" => self.stop().await?,
            CMD_PAUSE => self.send(reply::status(STREAM, NS_PAUSE_NOTIFY, "")).await?,
            _ => {}
        }
        Ok(true)
    }

    async fn connect(&mut self, command: &Command) -> Next {
        let params = ConnectParams::from_amf(&command.command_object);
        let app = App {
            name: address::app(&params.app).to_owned(),
            domain: address::domain(params.tc_url.as_deref().unwrap_or("")).to_owned(),
        };
        self.app = Some(app);
        self.send(RtmpMessage::WindowAckSize(DEFAULT_WINDOW_ACK_SIZE)).await?;
        let (size, limit_type) = (DEFAULT_PEER_BANDWIDTH, BANDWIDTH_LIMIT_DYNAMIC);
        self.send(RtmpMessage::SetPeerBandwidth { size, limit_type }).await?;
        self.connection.enlarge_chunks().await?;
        self.send(reply::connected(command.transaction_id, &params)).await?;
        Ok(true)
    }

    async fn publish(&mut self, command: &Command) -> Next {
        let request = match self.admission(command) {
            Ok(request) => request,
            Err(reason) => return self.refuse(NS_PUBLISH_BAD_NAME, reason).await,
        };
        match self.media.publish(request, self.local) {
            Err(denied) => self.refuse(NS_PUBLISH_BAD_NAME, &denied.refusal.0).await,
            Ok(publication) => {
                self.connection.take_media();
                self.begin(Role::Publishing(publication));
                self.send(RtmpMessage::UserControl(UserControlEvent::StreamBegin(STREAM))).await?;
                self.send(reply::status(STREAM, NS_PUBLISH_START, "publishing")).await?;
                Ok(true)
            }
        }
    }

    async fn play(&mut self, command: &Command) -> Next {
        let request = match self.admission(command) {
            Ok(request) => request,
            Err(reason) => return self.refuse(PLAY_FAILED, reason).await,
        };
        match self.media.play(request) {
            Err(refusal) => self.refuse(PLAY_FAILED, &refusal.0).await,
            Ok(None) => self.refuse(NS_PLAY_STREAM_NOT_FOUND, NOT_LIVE).await,
            Ok(Some(viewer)) => {
                if let Err(error) = viewer.starts(self.media.limits().first_segment).await {
                    return self.refuse(PLAY_FAILED, &error.to_string()).await;
                }
                self.begin(Role::Playing(Box::new(viewer)));
                self.send(RtmpMessage::UserControl(UserControlEvent::StreamBegin(STREAM))).await?;
                self.send(reply::status(STREAM, NS_PLAY_RESET, "")).await?;
                self.send(reply::status(STREAM, NS_PLAY_START, "playing")).await?;
                Ok(true)
            }
        }
    }

    fn begin(&mut self, role: Role) {
        self.role = role;
        self.place.goes_on();
    }

    /// What the client asks for, or why it cannot ask now.
    fn admission(&self, command: &Command) -> Result<Admission, &'static str> {
        let Some(app) = &self.app else { return Err("connect comes first") };
        if !matches!(self.role, Role::Idle) {
            return Err("the connection is in use");
        }
        let name = command.arguments.first().and_then(AmfValue::as_str).unwrap_or("");
        let (name, query) = address::split_name(name);
        if name.is_empty() {
            return Err("the stream name is missing");
        }
        Ok(Admission {
            protocol: Protocol::Rtmp,
            domain: app.domain.clone(),
            app: app.name.clone(),
            name: name.to_owned(),
            extension: "",
            query: query.map(str::to_owned),
            peer: self.peer,
        })
    }

    async fn refuse(&mut self, code: &str, reason: &str) -> Next {
        self.send(reply::error(STREAM, code, reason)).await?;
        Ok(false)
    }

    async fn stop(&mut self) -> io::Result<()> {
        self.place.waits_for(Wait::Request);
        match std::mem::replace(&mut self.role, Role::Idle) {
            Role::Publishing(_) => self.send(reply::status(STREAM, UNPUBLISHED, "")).await,
            Role::Playing(_) => self.send(reply::status(STREAM, NS_PLAY_STOP, "")).await,
            Role::Idle => Ok(()),
        }
    }

    async fn cut(&mut self, reason: &str) -> Next {
        self.refuse(UNPUBLISHED, reason).await
    }

    /// Sends frames. Who takes nothing is closed; who takes little goes on with the next key frame.
    async fn show(&mut self, shots: &Shots) -> Next {
        let parts = Parts::from_iter(shots.bytes(Form::Rtmp { stream: STREAM }, None));
        let Role::Playing(viewer) = &self.role else { return Ok(true) };
        let too_late = async {
            viewer.ended().await;
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! {
            biased;
            sent = self.connection.write_parts(parts) => viewer.sent(sent?),
            () = too_late => return Err(io::ErrorKind::TimedOut.into()),
        }
        Ok(true)
    }

    async fn over(&mut self) -> Next {
        let Role::Playing(viewer) = &self.role else { return Ok(false) };
        let reason = match viewer.end() {
            Some(End::Cut(reason) | End::TakenOver(reason)) => reason,
            Some(End::Stopped) => "the publisher has stopped".to_owned(),
            None => return Ok(false),
        };
        let last_words = async {
            self.send(reply::status(STREAM, "NetStream.Play.UnpublishNotify", &reason)).await?;
            self.send(RtmpMessage::UserControl(UserControlEvent::StreamEof(STREAM))).await?;
            self.send(reply::status(STREAM, NS_PLAY_STOP, &reason)).await?;
            self.connection.flush().await
        };
        timeout(GRACE, last_words).await??;
        Ok(false)
    }

    async fn result(&mut self, transaction: f64, value: AmfValue) -> io::Result<()> {
        self.send(reply::result(transaction, value)).await
    }

    async fn send(&mut self, message: RtmpMessage) -> io::Result<()> {
        self.connection.send(&message).await
    }
}

const UNPUBLISHED: &str = "NetStream.Unpublish.Success";
const PLAY_FAILED: &str = "NetStream.Play.Failed";

/// The body of a media message, as an FLV tag would hold it.
pub(super) fn media(chunk: &RtmpChunk) -> Option<(TagKind, Bytes)> {
    let mut body = chunk.payload.clone();
    match chunk.message_type {
        MSG_AUDIO => Some((TagKind::Audio, body)),
        MSG_VIDEO => Some((TagKind::Video, body)),
        MSG_DATA_AMF0 => Some((TagKind::Script, without_set_data_frame(body))),
        MSG_DATA_AMF3 if body.first() == Some(&0) => {
            body.advance(1);
            Some((TagKind::Script, without_set_data_frame(body)))
        }
        _ => None,
    }
}

/// Players get `onMetaData` without the word by which an encoder asks the server to keep it.
fn without_set_data_frame(body: Bytes) -> Bytes {
    const PREFIX: &[u8] = b"\x02\x00\x0D@setDataFrame";
    if body.starts_with(PREFIX) { body.slice(PREFIX.len()..) } else { body }
}
