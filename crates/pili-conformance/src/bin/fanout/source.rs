//! A publisher of 1 Mb/s: 25 pictures a second as H.264 lays them out, a key frame every two seconds, and 43 frames
//! of sound. Nobody decodes them; each holds the time at which it was sent.

use std::time::Duration;

use bytes::{BufMut as _, Bytes, BytesMut};
use pili_media::{
    flv::{Tag, TagKind},
    rtmp::{Pace, Publisher},
};
use tokio::{
    task::JoinHandle,
    time::{Instant, sleep_until},
};

use crate::{Outcome, stamp};

/// Bytes a second, of the bodies.
pub(crate) const RATE: usize = SOUND * 43 + KEY / 2 + PICTURE * 49 / 2;

const SOUND: usize = 186;
const KEY: usize = 22_000;
const PICTURE: usize = 4_330;
const PICTURES_TO_A_KEY: u32 = 50;

const VIDEO_CONFIG: &[u8] =
    b"\x17\0\0\0\0\x01\x4d\x40\x0b\xff\xe1\0\x17\x67\x4d\x40\x0b\xec\xa1\x46\xfc\x98\x08\x80\0\
    \0\x03\0\x80\0\0\x19\x07\x8a\x14\xcb\x01\0\x05\x68\xeb\xe0\xc4\xb2";
const AUDIO_CONFIG: &[u8] = b"\xaf\0\x12\x08";

/// A publish that goes on as long as this lives.
#[derive(Debug)]
pub(crate) struct Source(JoinHandle<()>);

impl Source {
    pub(crate) async fn start(url: &str) -> Outcome<Self> {
        let mut publisher = Publisher::connect(url).await?;
        let configs = [(TagKind::Video, VIDEO_CONFIG), (TagKind::Audio, AUDIO_CONFIG)];
        let configs = configs.map(|(kind, body)| Tag::new(kind, 0, Bytes::from_static(body)));
        publisher.send_all(&configs, Pace::Fast).await?;
        Ok(Self(tokio::spawn(async move {
            if let Err(error) = publish(&mut publisher).await {
                eprintln!("the publish ended: {error}");
            }
        })))
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn publish(publisher: &mut Publisher) -> Outcome {
    let began = Instant::now();
    let (mut pictures, mut sounds) = (0, 0);
    loop {
        let (picture, sound) = (pictures * 40, sounds * 1_000 / 43);
        sleep_until(began + Duration::from_millis(picture.min(sound).into())).await;
        let tag = if picture <= sound {
            pictures += 1;
            video(picture, (pictures - 1) % PICTURES_TO_A_KEY == 0)
        } else {
            sounds += 1;
            audio(sound)
        };
        publisher.send_all(&[tag], Pace::Fast).await?;
    }
}

fn video(timestamp: u32, is_key: bool) -> Tag {
    let (size, head, unit) = if is_key { (KEY, 0x17, 0x65) } else { (PICTURE, 0x27, 0x41) };
    let mut body = BytesMut::with_capacity(size);
    body.put_slice(&[head, 1, 0, 0, 0]);
    body.put_u32((size - 9) as u32);
    body.put_u8(unit);
    frame(TagKind::Video, timestamp, body, size)
}

fn audio(timestamp: u32) -> Tag {
    frame(TagKind::Audio, timestamp, BytesMut::from(&b"\xaf\x01"[..]), SOUND)
}

fn frame(kind: TagKind, timestamp: u32, mut body: BytesMut, size: usize) -> Tag {
    body.put_slice(&stamp::now());
    body.resize(size, 0x55);
    Tag::new(kind, timestamp, body.freeze())
}
