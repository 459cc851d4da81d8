//! A camera that sends faster than it films.

use std::time::Duration;

use bytes::{BufMut as _, Bytes, BytesMut};
use pili_media::{
    flv::{Tag, TagKind},
    rtmp::{Pace, Publisher},
};
use tokio::time::{Instant, sleep_until};

use crate::{Load, Outcome};

const FRAMES: u32 = 25;
/// Seconds from key frame to key frame.
const GOP: u32 = 2;
/// Bytes of a configuration of H.264: baseline, 320×240.
const CONFIGURATION: &[u8] = &[
    0x17, 0, 0, 0, 0, 1, 0x42, 0xC0, 0x0D, 0xFF, 0xE1, 0, 8, 0x67, 0x42, 0xC0, 0x0D, 0xDA, 0x05, 0x07, 0xE4,
    1, 0, 4, 0x68, 0xCE, 0x3C, 0x80,
];

pub(crate) async fn publish(url: String, load: Load) -> Outcome {
    let mut publisher = Publisher::connect(&url).await?;
    publisher.send_all(&[Tag::new(TagKind::Video, 0, Bytes::from_static(CONFIGURATION))], Pace::Fast).await?;
    let size = load.rate * 125_000 / FRAMES as usize;
    let (key_frame, other) = (picture(0x17, size), picture(0x27, size));
    let started = Instant::now();
    for second in 0..load.seconds {
        let tags: Vec<_> = (0..FRAMES)
            .map(|frame| {
                let is_key = second % GOP == 0 && frame == 0;
                let body = if is_key { key_frame.clone() } else { other.clone() };
                Tag::new(TagKind::Video, second * 1_000 + frame * 1_000 / FRAMES, body)
            })
            .collect();
        publisher.send_all(&tags, Pace::Fast).await?;
        sleep_until(started + Duration::from_secs(u64::from(second) + 1) / load.speed).await;
    }
    publisher.finish().await?;
    Ok(())
}

/// One slice of this size.
fn picture(kind: u8, size: usize) -> Bytes {
    let mut body = BytesMut::with_capacity(size);
    body.put_slice(&[kind, 1, 0, 0, 0]);
    body.put_u32((size - 9) as u32);
    body.put_u8(if kind == 0x17 { 0x65 } else { 0x41 });
    body.resize(size, 0x5A);
    body.freeze()
}
