//! One RTMP connection: handshake, messages both ways, acknowledgements.

use std::{io, pin::Pin, time::Duration};

use bytes::{Buf as _, Bytes, BytesMut};
use socket2::SockRef;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    time::timeout,
};
use tokio_io_timeout::TimeoutWriter;

use super::amf;
use crate::{
    Limits,
    chunk::{self, Decoder, invalid},
    parts::Parts,
    wire::{
        Handshake, HandshakeRole, RtmpChunk, RtmpMessage, UserControlEvent,
        constants::{DEFAULT_CHUNK_SIZE, DEFAULT_WINDOW_ACK_SIZE, HANDSHAKE_SIZE, MSG_SET_CHUNK_SIZE},
    },
};

/// How long a closing side waits for the peer to read the last words.
const LINGER: Duration = Duration::from_millis(500);
const CONTROL_CSID: u8 = 2;
const COMMAND_CSID: u8 = 3;
const MIN_WINDOW: u32 = 4_096;
/// Bytes that are read at once; most clients are players, which say little.
const ROOM: usize = 1 << 10;
const ROOM_FOR_MEDIA: usize = 16 << 10;
/// Bytes that wait to be sent together.
const QUEUE: usize = 16 << 10;

#[derive(Debug)]
pub(super) struct Connection {
    input: OwnedReadHalf,
    output: Pin<Box<TimeoutWriter<OwnedWriteHalf>>>,
    /// To be sent with the next flush.
    queue: BytesMut,
    buffer: BytesMut,
    /// Room in the buffer when it is read into.
    room: usize,
    decoder: Decoder,
    /// The chunk size that the peer was told.
    chunk_size: usize,
    received: u64,
    acknowledged: u64,
    window: u32,
    /// Values in a command.
    values: usize,
}

impl Connection {
    /// Shakes hands with a client.
    pub(super) async fn accept(stream: TcpStream, limits: &Limits) -> io::Result<Self> {
        let mut this = Self::new(stream, limits)?;
        let mut handshake = Handshake::new(HandshakeRole::Server);
        handshake.generate_initial();
        let answer = this.shake(&mut handshake, 1 + HANDSHAKE_SIZE).await?;
        this.write(&answer.unwrap_or_default()).await?;
        this.flush().await?;
        this.shake(&mut handshake, HANDSHAKE_SIZE).await?;
        Ok(this)
    }

    /// Shakes hands with a server.
    pub(super) async fn open(stream: TcpStream, limits: &Limits) -> io::Result<Self> {
        let mut this = Self::new(stream, limits)?;
        this.take_media();
        let mut handshake = Handshake::new(HandshakeRole::Client);
        let hello = handshake.generate_initial();
        this.write(&hello.unwrap_or_default()).await?;
        this.flush().await?;
        let answer = this.shake(&mut handshake, 1 + 2 * HANDSHAKE_SIZE).await?;
        this.write(&answer.unwrap_or_default()).await?;
        this.flush().await?;
        Ok(this)
    }

    fn new(stream: TcpStream, limits: &Limits) -> io::Result<Self> {
        stream.set_nodelay(true)?;
        SockRef::from(&stream).set_send_buffer_size(limits.unsent)?;
        let (input, output) = stream.into_split();
        Ok(Self {
            input,
            output: stalling(output, limits.write),
            queue: BytesMut::new(),
            buffer: BytesMut::new(),
            room: ROOM,
            decoder: Decoder::new(limits),
            chunk_size: DEFAULT_CHUNK_SIZE as usize,
            received: 0,
            acknowledged: 0,
            window: DEFAULT_WINDOW_ACK_SIZE,
            values: limits.command_values,
        })
    }

    /// Takes sound and picture from now on, which may be larger than the rest.
    pub(super) fn take_media(&mut self) {
        self.decoder.take_media();
        self.room = ROOM_FOR_MEDIA;
    }

    async fn shake(&mut self, handshake: &mut Handshake, size: usize) -> io::Result<Option<Bytes>> {
        let mut packet = vec![0; size];
        self.input.read_exact(&mut packet).await?;
        self.received += size as u64;
        handshake.process(&mut Bytes::from(packet)).map_err(|_| invalid("a handshake of another protocol"))
    }

    /// The next message; `None` when the peer has closed. Nothing is lost if the future is dropped.
    pub(super) async fn next(&mut self) -> io::Result<Option<RtmpChunk>> {
        loop {
            if let Some(message) = self.decoder.decode(&mut self.buffer)? {
                // A chunk size holds from the very next chunk on.
                if message.message_type == MSG_SET_CHUNK_SIZE
                    && let Ok(RtmpMessage::SetChunkSize(size)) = RtmpMessage::from_chunk(&message)
                {
                    self.decoder.set_chunk_size(size)?;
                    continue;
                }
                return Ok(Some(message));
            }
            self.buffer.reserve(self.room);
            let read = self.input.read_buf(&mut self.buffer).await?;
            if read == 0 {
                return Ok(None);
            }
            self.received += read as u64;
        }
    }

    /// Answers what belongs to the connection itself, and gives back the rest.
    pub(super) async fn control(&mut self, chunk: &RtmpChunk) -> io::Result<Option<RtmpMessage>> {
        self.acknowledge().await?;
        amf::check(chunk, self.values)?;
        let message = RtmpMessage::from_chunk(chunk).map_err(|_| invalid("a message that cannot be read"))?;
        match message {
            RtmpMessage::Abort { csid } => self.decoder.abort(csid),
            RtmpMessage::WindowAckSize(size) => self.window = size.max(MIN_WINDOW),
            RtmpMessage::UserControl(UserControlEvent::PingRequest(time)) => {
                self.send(&RtmpMessage::UserControl(UserControlEvent::PingResponse(time))).await?;
                self.flush().await?;
            }
            other => return Ok(Some(other)),
        }
        Ok(None)
    }

    /// Queues a control message or a command.
    pub(super) async fn send(&mut self, message: &RtmpMessage) -> io::Result<()> {
        let (csid, stream_id) = match message {
            RtmpMessage::Command(command) => (COMMAND_CSID, command.stream_id),
            _ => (CONTROL_CSID, 0),
        };
        let (kind, body) = message.encode();
        let header = chunk::header(csid, 0, body.len(), kind, stream_id);
        let rest = chunk::rest(csid, None, body, self.chunk_size);
        self.write(&header).await?;
        self.write(&rest).await
    }

    /// Announces the large chunk size, in which frames are sent.
    pub(super) async fn enlarge_chunks(&mut self) -> io::Result<()> {
        self.send(&RtmpMessage::SetChunkSize(chunk::OUT as u32)).await?;
        self.chunk_size = chunk::OUT;
        Ok(())
    }

    /// Queues bytes.
    pub(super) async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.queue.extend_from_slice(bytes);
        if self.queue.len() < QUEUE { Ok(()) } else { self.flush().await }
    }

    /// Sends what is queued. Nothing is sent twice if the future is dropped.
    pub(super) async fn flush(&mut self) -> io::Result<()> {
        self.output.write_all_buf(&mut self.queue).await?;
        // Most connections have nothing to say for long.
        self.queue = BytesMut::new();
        Ok(())
    }

    /// Sends what is queued, then these, and says how many bytes they are.
    pub(super) async fn write_parts(&mut self, mut parts: Parts) -> io::Result<usize> {
        self.flush().await?;
        let size = parts.remaining();
        self.output.write_all_buf(&mut parts).await?;
        Ok(size)
    }

    /// Says that nothing more comes, and waits a little until the peer has read what was sent.
    pub(super) async fn close(mut self) {
        let farewell = async {
            self.flush().await?;
            self.output.shutdown().await?;
            let mut rest = [0; 4096];
            while self.input.read(&mut rest).await? > 0 {}
            io::Result::Ok(())
        };
        let _ = timeout(LINGER, farewell).await;
    }

    pub(super) async fn acknowledge(&mut self) -> io::Result<()> {
        if self.received - self.acknowledged < u64::from(self.window / 2) {
            return Ok(());
        }
        self.acknowledged = self.received;
        self.send(&RtmpMessage::Acknowledgement { sequence: self.received as u32 }).await?;
        self.flush().await
    }
}

/// Fails when the peer has taken nothing for so long.
fn stalling(output: OwnedWriteHalf, limit: Duration) -> Pin<Box<TimeoutWriter<OwnedWriteHalf>>> {
    let mut output = TimeoutWriter::new(output);
    output.set_timeout(Some(limit));
    Box::pin(output)
}
