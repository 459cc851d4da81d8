//! Publishers who are let in, and send what nobody should.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use fastrand::Rng;
use pili_conformance::h264::{CONFIGURATION, picture};
use pili_media::{
    flv::{self, Tag, TagKind},
    rtmp::{Pace, PublishError, Publisher},
};
use tokio::{task::JoinSet, time::timeout};

use crate::{
    Outcome,
    field::{Field, GOOD},
    raw::PATIENCE,
    tally::Tally,
};

const CLIPS: &[&[u8]] = &[
    include_bytes!("../../../../../pili-media/tests/data/clip.flv"),
    include_bytes!("../../../../../pili-media/tests/data/hevc-opus.flv"),
    include_bytes!("../../../../../pili-media/tests/data/av1-flac.flv"),
];
const MUTATED: u64 = 300;
const AT_A_TIME: usize = 30;
const TAGS: usize = 200;

/// Streams of which every tag may be wrong; and those who want the good stream's place.
pub(super) async fn mutated(field: Arc<Field>) -> Outcome<Tally> {
    let clips: Vec<_> = CLIPS.iter().map(|clip| flv::read(clip)).collect::<Result<_, _>>()?;
    let mut running = JoinSet::new();
    let mut tally = Tally::default();
    for seed in 0..MUTATED {
        let tags = mutate(&clips[seed as usize % clips.len()], seed);
        running.spawn(publish(field.publish_url(&format!("hostile-{seed}"))?, tags));
        if running.len() >= AT_A_TIME {
            tally.count(running.join_next().await.ok_or("none runs")??);
        }
    }
    while let Some(ended) = running.join_next().await {
        tally.count(ended?);
    }
    for _ in 0..20 {
        tally.count(in_its_place(&field.publish_url(GOOD)?).await?);
        tally.count(in_its_place(&field.publish_url("stolen")?.replace("stolen", GOOD)).await?);
    }
    Ok(tally)
}

async fn publish(url: String, tags: Vec<Tag>) -> &'static str {
    let sent = timeout(PATIENCE, async {
        let mut publisher = Publisher::connect(&url).await?;
        publisher.send_all(&tags, Pace::Fast).await?;
        publisher.finish().await
    });
    match sent.await {
        Ok(Ok(_)) => "taken",
        Ok(Err(PublishError::Refused { .. })) => "refused",
        Ok(Err(_)) => "cut off",
        Err(_) => "held up",
    }
}

/// Somebody who publishes the good stream's name is refused.
async fn in_its_place(url: &str) -> Outcome<&'static str> {
    match Publisher::connect(url).await {
        Err(PublishError::Refused { .. }) => Ok("refused"),
        other => Err(format!("the good stream's place is to be had: {other:?}").into()),
    }
}

fn mutate(clip: &[Tag], seed: u64) -> Vec<Tag> {
    let mut random = Rng::with_seed(seed);
    let change = |tag: &Tag| {
        let mut body = tag.body.to_vec();
        for _ in 0..random.usize(..3) {
            let at = random.usize(..body.len().clamp(1, 64));
            match random.u32(..4) {
                0 => body.truncate(at),
                1 => drop(body.splice(at.min(body.len())..at.min(body.len()), [random.u8(..); 3])),
                _ => body.iter_mut().skip(at).take(1).for_each(|byte| *byte = random.u8(..)),
            }
        }
        let timestamp = if random.u32(..20) == 0 { random.u32(..) } else { tag.timestamp };
        Tag::new(tag.kind, timestamp, Bytes::from(body))
    };
    clip.iter().take(TAGS).map(change).collect()
}

const LARGE: usize = 6 << 20;
const PUBLISHERS: usize = 8;
const PICTURES: u32 = 25;

/// Pictures of 6 MiB, 1.2 GB in all: more than may be held, as fast as they are taken.
pub(super) async fn large(field: Arc<Field>) -> Outcome<Tally> {
    let mut running = JoinSet::new();
    for number in 0..PUBLISHERS {
        let (key, other) = (picture(true, LARGE), picture(false, LARGE));
        let body = |number| if number % 5 == 0 { key.clone() } else { other.clone() };
        let config = Tag::new(TagKind::Video, 0, Bytes::from_static(CONFIGURATION));
        let pictures = (0..PICTURES).map(|number| Tag::new(TagKind::Video, number * 1_000, body(number)));
        let tags = std::iter::once(config).chain(pictures).collect();
        running.spawn(publish(field.publish_url(&format!("large-{number}"))?, tags));
    }
    // And one that is larger than a message may be.
    let message = Tag::new(TagKind::Video, 0, picture(true, 9 << 20));
    running.spawn(publish(field.publish_url("too-large")?, vec![message]));
    let tally: Tally = timeout(Duration::from_secs(120), running.join_all()).await?.into_iter().collect();
    if tally.of("cut off") == 0 {
        Err(format!("9 MiB in one message are taken: {tally}").into())
    } else {
        Ok(tally)
    }
}
