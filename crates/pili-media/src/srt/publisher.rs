//! A publisher: sends a transport stream to an SRT server, and understands its answer.

use std::{fmt, io, net::SocketAddr, sync::Arc, time::Duration};

use bytes::Bytes;
use srt_protocol::{
    connection::Connection,
    options::PacketCount,
    packet::{RejectReason, SeqNumber},
    protocol::pending_connection::{ConnectionReject, ConnectionResult, connect::Connect},
    settings::ConnInitSettings,
};
use tokio::{
    net::UdpSocket,
    sync::mpsc::{self, Receiver, Sender},
    task::JoinSet,
    time::{sleep, timeout},
};

use super::{
    link::Link,
    now,
    wire::{LARGEST, Wire},
};
use crate::Limits;

/// After so long a handshake is repeated, for packets may be lost.
const AGAIN: Duration = Duration::from_millis(250);
/// Until when what was sent may have arrived.
const BREATH: Duration = Duration::from_millis(5);
/// How long a server may take for what it was sent last.
const FAREWELL: Duration = Duration::from_secs(2);
/// Packets that a connection keeps until they are acknowledged.
const UNSENT: PacketCount = PacketCount(8_192);
/// Messages, and datagrams of the answer, that wait.
const QUEUE: usize = 512;
/// Packets of a transport stream in a message, as every encoder puts them.
const MESSAGE: usize = 7 * 188;

/// A publish over SRT.
///
/// ```no_run
/// # async fn run(clip: &[u8]) -> Result<(), pili_media::srt::PublishError> {
/// use pili_media::srt::Publisher;
///
/// let address = "127.0.0.1:1935".parse().expect("an address");
/// let mut publisher = Publisher::connect(address, "#!::h=hub/evening,m=publish").await?;
/// publisher.send(clip).await?;
/// publisher.finish().await;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Publisher {
    messages: Sender<Bytes>,
    tasks: JoinSet<()>,
}

/// Why a publish did not run to its end.
///
/// Example: [`Publisher`].
#[derive(Debug)]
#[non_exhaustive]
pub enum PublishError {
    /// The server did not take the stream, and showed this code: see [`Rejection`](super::Rejection).
    Refused(u16),
    /// The server ended the connection.
    Cut,
    /// There is no connection, or the server did not answer in time.
    Connection(io::Error),
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(code) => write!(f, "publish refused: {code}"),
            Self::Cut => f.write_str("publish cut"),
            Self::Connection(error) => write!(f, "SRT connection failed: {error}"),
        }
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Connection(error) => Some(error),
            Self::Refused(_) | Self::Cut => None,
        }
    }
}

impl From<io::Error> for PublishError {
    fn from(error: io::Error) -> Self {
        Self::Connection(error)
    }
}

impl Publisher {
    /// Publishes what a stream id names. Example: [`Publisher`].
    ///
    /// # Errors
    /// [`PublishError::Refused`] with the server's code if it does not take the stream, and
    /// [`PublishError::Connection`] if it does not answer.
    pub async fn connect(server: SocketAddr, stream_id: &str) -> Result<Self, PublishError> {
        let any: SocketAddr = if server.is_ipv6() { ([0u16; 8], 0).into() } else { ([0u8; 4], 0).into() };
        let socket = Arc::new(UdpSocket::bind(any).await?);
        let (datagrams, received) = mpsc::channel(QUEUE);
        let mut tasks = JoinSet::new();
        tasks.spawn(receive(socket.clone(), server, datagrams));
        let mut wire = Wire::new(socket, server, received);
        let in_time = timeout(Limits::default().handshake, shake(&mut wire, stream_id)).await;
        let connection = in_time.map_err(io::Error::from)??;
        let (messages, to_send) = mpsc::channel(QUEUE);
        tasks.spawn(carry(Link::new(wire, connection), to_send));
        Ok(Self { messages, tasks })
    }

    /// Sends bytes of a transport stream. Example: [`Publisher`].
    ///
    /// # Errors
    /// [`PublishError::Cut`] once the server has ended the connection.
    pub async fn send(&mut self, bytes: &[u8]) -> Result<(), PublishError> {
        for message in bytes.chunks(MESSAGE) {
            let sent = self.messages.send(Bytes::copy_from_slice(message)).await;
            sent.map_err(|_| PublishError::Cut)?;
        }
        Ok(())
    }

    /// Waits until the server ends the connection, for a [`Publisher`] that has nothing to send meanwhile.
    pub async fn closed(&self) {
        self.messages.closed().await;
    }

    /// Ends the publish once the server has all of it, or has had enough time for it. Example: [`Publisher`].
    pub async fn finish(mut self) {
        let (nothing, _) = mpsc::channel(1);
        drop(std::mem::replace(&mut self.messages, nothing));
        // One of the two ends with the connection.
        let _ = self.tasks.join_next().await;
    }
}

async fn receive(socket: Arc<UdpSocket>, server: SocketAddr, datagrams: Sender<Bytes>) {
    let mut buffer = vec![0; LARGEST];
    loop {
        match socket.recv_from(&mut buffer).await {
            Ok((size, from)) if from == server => {
                if datagrams.send(Bytes::copy_from_slice(&buffer[..size])).await.is_err() {
                    return;
                }
            }
            Ok(_) => {}
            Err(_) => sleep(AGAIN).await,
        }
    }
}

async fn shake(wire: &mut Wire, stream_id: &str) -> Result<Connection, PublishError> {
    let server = wire.peer();
    let settings = ConnInitSettings { send_buffer_size: UNSENT, ..ConnInitSettings::default() };
    // Any number will do.
    let first = SeqNumber::new_truncate(settings.local_sockid.0);
    let mut connect = Connect::new(server, server.ip(), settings, Some(stream_id.to_owned()), first);
    let mut result = connect.handle_tick(now());
    loop {
        match result {
            ConnectionResult::SendPacket((packet, _)) => wire.send(&packet).await,
            ConnectionResult::Connected(_, connection) => return Ok(connection),
            ConnectionResult::Reject(_, ConnectionReject::Rejected(reason)) => {
                return Err(PublishError::Refused(code(reason)));
            }
            _ => {}
        }
        result = match timeout(AGAIN, wire.receive()).await {
            Ok(Some(packet)) => connect.handle_packet(Ok((packet, server)), now()),
            Ok(None) => return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
            Err(_) => connect.handle_tick(now()),
        };
    }
}

/// As `libsrt` shows it: what it counts from 1000 on has 1000 more in a handshake.
fn code(reason: RejectReason) -> u16 {
    let number = match reason {
        RejectReason::Core(reason) => reason as i32,
        RejectReason::Server(reason) => reason as i32,
        RejectReason::CoreUnrecognized(code)
        | RejectReason::ServerUnrecognized(code)
        | RejectReason::User(code) => code,
    };
    u16::try_from(number - 1_000).unwrap_or_default()
}

async fn carry(mut link: Link, mut messages: Receiver<Bytes>) {
    loop {
        let is_crowded = link.is_crowded();
        tokio::select! {
            message = messages.recv(), if !is_crowded => match message {
                Some(message) => link.send(message).await,
                None => break,
            },
            // A server says nothing, but that it is over.
            heard = link.next() => if heard.is_none() { return },
            () = sleep(BREATH), if is_crowded => {}
        }
    }
    link.end();
    let rest = async { while link.next().await.is_some() {} };
    let _ = timeout(FAREWELL, rest).await;
}
