//! A viewer that takes 3 of 4 Mb/s, for longer than a write may take: it stays, and goes on with key frames.

use std::time::Duration;

use pili_local::{
    DEMO_HUB, Limits, Local, Server,
    flv::{Reader, Tag, TagKind},
    rtmp::{Pace, Player, Publisher},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpSocket,
    time::{Instant, interval, sleep_until},
};

use crate::support::{publish_url, serve};

const FRAME: usize = 20_000;
const FRAMES_TO_A_KEY: u32 = 25;
/// Bytes a second that a viewer takes; the publisher sends 25 frames a second.
const TAKEN: f64 = 375_000.0;
const TIME: Duration = Duration::from_secs(13);

/// So that a viewer who is a second behind is too far behind.
fn limits() -> Limits {
    let mut limits = Limits::default();
    (limits.media.tape, limits.media.unsent) = (700_000, 32 << 10);
    limits
}

fn picture(number: u32) -> Tag {
    let head = if number.is_multiple_of(FRAMES_TO_A_KEY) { 0x17 } else { 0x27 };
    let mut body = [&[head, 1, 0, 0, 0][..], &number.to_be_bytes()].concat();
    body.resize(FRAME, 0);
    Tag::new(TagKind::Video, number * 40, body.into())
}

async fn publish(local: &Local, server: &Server) -> tokio::task::JoinHandle<()> {
    let mut publisher =
        Publisher::connect(&publish_url(server, "evening", local.credentials())).await.unwrap();
    publisher.send_all(&[picture(0)], Pace::Fast).await.unwrap();
    tokio::spawn(async move {
        let mut ticks = interval(Duration::from_millis(40));
        for number in 1.. {
            ticks.tick().await;
            publisher.send_all(&[picture(number)], Pace::Fast).await.unwrap();
        }
    })
}

/// What a viewer has been shown. Every frame follows the one before, or is a key frame.
struct Shown {
    began: Instant,
    bytes: usize,
    last: Option<u32>,
    jumps: u32,
}

impl Shown {
    fn new() -> Self {
        Self { began: Instant::now(), bytes: 0, last: None, jumps: 0 }
    }

    fn goes_on(&self) -> bool {
        self.began.elapsed() < TIME
    }

    /// Takes no more than it can.
    async fn see(&mut self, tag: &Tag) {
        let number = u32::from_be_bytes(tag.body[5..9].try_into().unwrap());
        if self.last.is_none_or(|last| last + 1 != number) {
            assert!(tag.is_key_frame(), "frame {number} after {:?}", self.last);
            self.jumps += u32::from(self.last.is_some());
        }
        self.last = Some(number);
        self.bytes += tag.body.len();
        sleep_until(self.began + Duration::from_secs_f64(self.bytes as f64 / TAKEN)).await;
    }

    /// It saw pictures up to the end, and was too slow for all of them.
    fn check(&self) {
        let published = TIME.as_secs() as u32 * 25;
        assert!(self.jumps > 0, "{} bytes and no jump", self.bytes);
        assert!(self.last.unwrap() > published / 2, "{:?} of {published}", self.last);
    }
}

async fn over_rtmp(server: &Server) {
    let url = format!("rtmp://{}/{DEMO_HUB}/evening", server.addresses().rtmp);
    let mut player = Player::connect(&url).await.unwrap();
    let mut shown = Shown::new();
    while shown.goes_on() {
        shown.see(&player.next().await.unwrap().expect("the viewer stays")).await;
    }
    shown.check();
}

async fn over_flv(server: &Server) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(32 << 10).unwrap();
    let mut socket = socket.connect(server.addresses().http).await.unwrap();
    let ask = format!("GET /{DEMO_HUB}/evening.flv HTTP/1.0\r\nHost: play.example.com\r\n\r\n");
    socket.write_all(ask.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(socket.read_u8().await.unwrap());
    }
    let (mut reader, mut buffer, mut shown) = (Reader::new(), vec![0; 16 << 10], Shown::new());
    while shown.goes_on() {
        let count = socket.read(&mut buffer).await.unwrap();
        assert!(count > 0, "the viewer stays");
        reader.push(&buffer[..count]);
        while let Some(tag) = reader.next_tag().unwrap() {
            shown.see(&tag).await;
        }
    }
    shown.check();
}

#[tokio::test]
async fn a_viewer_that_is_too_slow_stays_and_goes_on_with_key_frames_over_rtmp_and_flv() {
    let local = Local::builder().hub(DEMO_HUB).limits(limits()).build();
    let server = serve(&local).await;
    let publisher = publish(&local, &server).await;
    tokio::join!(over_rtmp(&server), over_flv(&server));
    publisher.abort();
}
