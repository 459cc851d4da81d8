//! One viewer that looks at each frame: how long it was on its way, and how long the first one takes.

use std::time::Duration;

use pili_media::{
    flv::{Reader, Tag},
    rtmp::Player,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::{Instant, sleep, timeout, timeout_at},
};

use crate::{Outcome, hello::Way, stamp};

/// What a viewer that has just come in is sent at once is old.
const ENTRY: Duration = Duration::from_secs(1);
/// Between two viewers whose first frame is waited for.
const PAUSE: Duration = Duration::from_millis(300);
/// For a first frame: the key frame that some servers wait for is two seconds away at most.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long each frame is on its way, to a viewer that has been there for a while.
pub(crate) async fn steady(way: &Way, time: Duration) -> Outcome<Vec<Duration>> {
    let mut viewer = Viewer::open(way).await?;
    let begin = Instant::now() + ENTRY;
    let mut ages = Vec::new();
    while let Ok(tag) = timeout_at(begin + time, viewer.next()).await {
        ages.extend(stamp::age(&tag?).filter(|_| Instant::now() > begin));
    }
    Ok(ages)
}

/// From a new viewer's first word to its first frame, again and again.
pub(crate) async fn first_frames(way: &Way, time: Duration) -> Outcome<Vec<Duration>> {
    let end = Instant::now() + time;
    let mut times = Vec::new();
    while Instant::now() < end {
        let asked = Instant::now();
        timeout(PATIENCE, first_frame(way)).await??;
        times.push(asked.elapsed());
        sleep(PAUSE).await;
    }
    Ok(times)
}

async fn first_frame(way: &Way) -> Outcome {
    let mut viewer = Viewer::open(way).await?;
    while stamp::age(&viewer.next().await?).is_none() {}
    Ok(())
}

enum Viewer {
    Rtmp(Box<Player>),
    Flv { stream: TcpStream, reader: Reader },
}

impl Viewer {
    async fn open(way: &Way) -> Outcome<Self> {
        match way {
            Way::Rtmp { at, app, name } => {
                Ok(Self::Rtmp(Box::new(Player::connect(&format!("rtmp://{at}/{app}/{name}")).await?)))
            }
            Way::Flv { at, path } => {
                let mut stream = TcpStream::connect(at).await?;
                // Of version 1.0, so that the body is not cut into chunks.
                stream.write_all(format!("GET {path} HTTP/1.0\r\nHost: {at}\r\n\r\n").as_bytes()).await?;
                skip_head(&mut stream).await?;
                Ok(Self::Flv { stream, reader: Reader::new() })
            }
        }
    }

    async fn next(&mut self) -> Outcome<Tag> {
        match self {
            Self::Rtmp(player) => Ok(player.next().await?.ok_or("the stream has ended")?),
            Self::Flv { stream, reader } => {
                let mut buffer = [0; 64 << 10];
                loop {
                    if let Some(tag) = reader.next_tag()? {
                        return Ok(tag);
                    }
                    match stream.read(&mut buffer).await? {
                        0 => return Err("the stream has ended".into()),
                        read => reader.push(&buffer[..read]),
                    }
                }
            }
        }
    }
}

async fn skip_head(stream: &mut TcpStream) -> Outcome {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    if head.starts_with(b"HTTP/1.0 200") { Ok(()) } else { Err("the stream is not there".into()) }
}
