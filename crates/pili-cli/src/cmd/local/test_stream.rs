//! A stream to develop a player with, where there is no encoder.

use std::{convert::Infallible, future, time::Duration};

use pili_local::Local;
use pili_media::rtmp::{Pace, PublishError, Publisher};
use tokio::time::{Instant, sleep, sleep_until};

use crate::{clip::Clip, output};

/// How long to wait after a publish that ended, or was refused.
const PAUSE: Duration = Duration::from_secs(1);

/// Publishes the clip under this key again and again; whoever ends it only interrupts it.
pub(super) async fn publish(key: Option<&str>, local: &Local, hub: &str) -> Infallible {
    let (Some(key), Ok(clip)) = (key, Clip::read()) else { return future::pending().await };
    loop {
        if let Err(error) = once(local, hub, key, &clip).await {
            // A refusal is told as one.
            if !matches!(error, PublishError::Refused { .. } | PublishError::Cut { .. }) {
                output::complain(format_args!("the test stream: {error}"));
            }
        }
        sleep(PAUSE).await;
    }
}

async fn once(local: &Local, hub: &str, key: &str, clip: &Clip) -> Result<(), PublishError> {
    let urls = local.urls(hub, key).map_err(|refused| PublishError::Address(refused.to_string()))?;
    let mut publisher = Publisher::connect(&urls.publish).await?;
    let begun = Instant::now();
    for (time, tag) in clip.tags() {
        sleep_until(begun + time).await;
        publisher.send_all(std::slice::from_ref(&tag), Pace::Fast).await?;
    }
    publisher.finish().await.map(drop)
}
