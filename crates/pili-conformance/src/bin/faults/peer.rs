//! A server, or a proxy, that plays the steps of a fault and counts what it carries out.

use std::{
    future::pending,
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpSocket, TcpStream},
    task::JoinHandle,
    time::{sleep, timeout},
};

use crate::fault::{Step, Way};

/// What both calls of the matrix take for an answer.
const BODY: &str = r#"{"disabledTill":0}"#;
const PIECE: usize = 64 << 10;

pub(crate) struct Peer {
    address: SocketAddr,
    effects: Arc<AtomicU32>,
    task: JoinHandle<()>,
}

impl Peer {
    /// The first connection meets `first`, every other one `later`.
    pub(crate) async fn start(way: Way, first: &'static [Step], later: &'static [Step]) -> Self {
        let effects = Arc::new(AtomicU32::new(0));
        let listener = listen(way).await.unwrap_or_else(|error| panic!("a port of this machine: {error}"));
        let address =
            listener.local_addr().unwrap_or_else(|error| panic!("the address of a listener: {error}"));
        let task = match way {
            Way::Nobody => tokio::spawn(async move { drop(listener) }),
            Way::Full => tokio::spawn(full(listener, address)),
            _ => tokio::spawn(serve(listener, [first, later], effects.clone())),
        };
        let mut peer = Self { address, effects, task };
        peer.settle(way).await;
        peer
    }

    /// Waits until it is as it should be for those who come.
    async fn settle(&mut self, way: Way) {
        match way {
            Way::Nobody => drop((&mut self.task).await),
            Way::Full => while timeout(SOON, TcpStream::connect(self.address)).await.is_ok() {},
            _ => {}
        }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn effects(&self) -> u32 {
        self.effects.load(Ordering::SeqCst)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

const SOON: Duration = Duration::from_millis(300);

async fn listen(way: Way) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
    socket.listen(if way == Way::Full { 0 } else { 64 })
}

/// Accepts nobody, and keeps the queue full.
async fn full(listener: TcpListener, address: SocketAddr) {
    let mut queued = Vec::new();
    while let Ok(Ok(stream)) = timeout(SOON, TcpStream::connect(address)).await {
        queued.push(stream);
    }
    pending::<()>().await;
    drop((listener, queued));
}

async fn serve(listener: TcpListener, [first, later]: [&'static [Step]; 2], effects: Arc<AtomicU32>) {
    let mut steps = first;
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(play(stream, steps, effects.clone()));
        steps = later;
    }
}

/// Ends early when the client is gone.
async fn play(mut stream: TcpStream, steps: &[Step], effects: Arc<AtomicU32>) {
    for step in steps {
        if take(&mut stream, *step, &effects).await.is_err() {
            return;
        }
    }
    // Closing with bytes unread would be a reset.
    let _ = stream.shutdown().await;
    let _ = timeout(SOON, drain(&mut stream)).await;
}

async fn take(stream: &mut TcpStream, step: Step, effects: &AtomicU32) -> io::Result<()> {
    match step {
        Step::ReadByte => drop(stream.read_u8().await?),
        Step::ReadHead => drop(read_head(stream).await?),
        Step::Read => read(stream).await?,
        Step::Act => drop(effects.fetch_add(1, Ordering::SeqCst)),
        Step::Say(bytes) => stream.write_all(bytes).await?,
        Step::Repeat(bytes, times) => repeat(stream, bytes, times).await?,
        Step::Answer(status, header) => stream.write_all(answer(status, header).as_bytes()).await?,
        Step::Drip(bytes) => drip(stream, bytes).await?,
        Step::Wait(time) => sleep(time).await,
        Step::Stall => drain(stream).await,
        Step::Reset => return reset(stream),
    }
    Ok(())
}

async fn read_head(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    Ok(head)
}

async fn read(stream: &mut TcpStream) -> io::Result<()> {
    let head = read_head(stream).await?;
    let head = String::from_utf8_lossy(&head).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).await.map(drop)
}

async fn repeat(stream: &mut TcpStream, bytes: &[u8], times: usize) -> io::Result<()> {
    let in_piece = (PIECE / bytes.len()).clamp(1, times);
    let piece = bytes.repeat(in_piece);
    for _ in 0..times / in_piece {
        stream.write_all(&piece).await?;
    }
    stream.write_all(&bytes.repeat(times % in_piece)).await
}

fn answer(status: u16, header: Option<(&str, &str)>) -> String {
    let header = header.map_or(String::new(), |(name, value)| format!("{name}: {value}\r\n"));
    let length = BODY.len();
    format!("HTTP/1.1 {status} Status\r\n{header}Content-Length: {length}\r\n\r\n{BODY}")
}

async fn drip(stream: &mut TcpStream, bytes: &[u8]) -> io::Result<()> {
    for byte in bytes.iter().cycle() {
        stream.write_all(&[*byte]).await?;
        sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

/// Until the client is gone.
async fn drain(stream: &mut TcpStream) {
    let mut unread = vec![0; 4096];
    while matches!(stream.read(&mut unread).await, Ok(1..)) {}
}

/// What is still unsent is dropped, and the client told so.
fn reset(stream: &TcpStream) -> io::Result<()> {
    socket2::SockRef::from(stream).set_linger(Some(Duration::ZERO))?;
    Err(io::ErrorKind::ConnectionReset.into())
}
