//! A camera that sends faster than it films.

use std::time::Duration;

use bytes::Bytes;
use pili_conformance::h264::{CONFIGURATION, picture};
use pili_media::{
    flv::{Tag, TagKind},
    rtmp::{Pace, Publisher},
};
use tokio::time::{Instant, sleep_until};

use crate::{Load, Outcome};

const FRAMES: u32 = 25;
/// Seconds from key frame to key frame.
const GOP: u32 = 2;
pub(crate) async fn publish(url: String, load: Load) -> Outcome {
    let mut publisher = Publisher::connect(&url).await?;
    publisher.send_all(&[Tag::new(TagKind::Video, 0, Bytes::from_static(CONFIGURATION))], Pace::Fast).await?;
    let size = load.rate * 125_000 / FRAMES as usize;
    let (key_frame, other) = (picture(true, size), picture(false, size));
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
