use std::io;

use pili_media::rtmp::{Pace, PublishError, Publisher};
use tokio::time::{Instant, sleep_until, timeout_at};

use super::{stamp::Stamp, tally::Tally};
use crate::{
    clip::{Clip, is_picture},
    clock,
    exit::Exit,
};

/// Publishes until the end.
pub(super) async fn run(url: &str, clip: &Clip, end: Instant, tally: &Tally) {
    if let Err(error) = publish(url, clip, end, tally).await {
        let exit = match &error {
            PublishError::Refused { .. } | PublishError::Cut { .. } => Exit::Refused,
            PublishError::Connection(_) => Exit::NoAnswer,
            _ => Exit::Usage,
        };
        tally.publish.failed(exit, error.to_string());
    }
}

async fn publish(url: &str, clip: &Clip, end: Instant, tally: &Tally) -> Result<(), PublishError> {
    let asked = Instant::now();
    let connecting = timeout_at(end, Publisher::connect(url)).await;
    let mut publisher = connecting.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
    tally.publish.connected(asked.elapsed());
    let (begun, mut number) = (Instant::now(), 0);
    for (time, tag) in clip.tags() {
        let due = begun + time;
        if due >= end {
            break;
        }
        sleep_until(due).await;
        tally.publish.was_late(due.elapsed());
        let (is_picture, sent_at) = (is_picture(&tag), clock::now());
        let tag = Stamp { number, sent_at }.put(tag);
        number += u64::from(is_picture);
        publisher.send_all(std::slice::from_ref(&tag), Pace::Fast).await?;
        tally.publish.sent(tag.body.len(), is_picture);
    }
    publisher.finish().await.map(drop)
}
