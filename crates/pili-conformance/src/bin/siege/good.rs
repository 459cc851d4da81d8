//! The good stream: a megabit a second in 25 pictures.

use std::time::Duration;

use bytes::Bytes;
use pili_conformance::h264::{CONFIGURATION, picture};
use pili_media::{
    flv::{Tag, TagKind},
    rtmp::{Pace, Publisher},
};
use tokio::{
    task::JoinHandle,
    time::{Instant, sleep_until},
};

use crate::Outcome;

/// Milliseconds from picture to picture.
pub(crate) const STEP: u32 = 40;
const SIZE: usize = 5_000;
const PICTURES_TO_A_KEY: u32 = 25;

pub(crate) async fn publish(url: &str) -> Outcome<JoinHandle<Outcome>> {
    let mut publisher = Publisher::connect(url).await?;
    let config = Tag::new(TagKind::Video, 0, Bytes::from_static(CONFIGURATION));
    publisher.send_all(&[config], Pace::Fast).await?;
    Ok(tokio::spawn(async move {
        let begun = Instant::now();
        let (key, other) = (picture(true, SIZE), picture(false, SIZE));
        for number in 0.. {
            let timestamp: u32 = number * STEP;
            sleep_until(begun + Duration::from_millis(timestamp.into())).await;
            let body = if number % PICTURES_TO_A_KEY == 0 { key.clone() } else { other.clone() };
            publisher.send_all(&[Tag::new(TagKind::Video, timestamp, body)], Pace::Fast).await?;
        }
        Ok(())
    }))
}
