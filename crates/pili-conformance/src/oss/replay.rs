//! A service with the keys, the bucket and the time of the recordings, so that their signatures hold as they are.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, UNIX_EPOCH},
};

use pili_core::auth::{Clock, unix_seconds};
use pili_local::Local;
use pili_oss::Bucket;
use pili_urls::oss_rtmp::PublishUrl;

use super::input::Keys;
use crate::{
    case::Case,
    outcome::Outcome,
    replay::{Answer, Exception, GOOD_FOR, Names, Replay, Stage, publish},
    runtime::block_on,
};

pub(super) const REPLAY: Replay = Replay { send: |case| block_on(replay(case)), exceptions: EXCEPTIONS };

const EXCEPTIONS: &[Exception] = &[
    unbound("create_live_channel", &["w-create-cname-v1", "w-create-cname-v4"]),
    unbound("get_live_channel", &["w-info-cname-v1", "w-info-cname-v4"]),
    unbound("get_live_channel_stat", &["w-stat-cname-v1", "w-stat-cname-v4"]),
    unbound("list_live_channel", &["w-list-cname-v1", "w-list-cname-v4"]),
    unbound("post_vod_playlist", &["w-postvod-cname-v1", "w-postvod-cname-v4"]),
    Exception {
        file: "get_live_channel",
        cases: &["w-info-missing"],
        status: 404,
        reason: "the vendor answers so, too: there is no such channel",
    },
    Exception {
        file: "post_vod_playlist",
        cases: &["w-postvod-no-ts"],
        status: 400,
        reason: "the vendor answers so, too: there is no segment in the span",
    },
];

const fn unbound(file: &'static str, cases: &'static [&'static str]) -> Exception {
    let reason = "a domain of one's own is bound to a bucket by other means than this API, so that the service \
                  does not know which bucket was signed for";
    Exception { file, cases, status: 403, reason }
}

const CHANNEL: &str = "test_rtmp_live";

async fn replay(case: Case<'_>) -> Outcome<Answer> {
    let keys = Keys::of(case, "/client")?;
    let hands = Arc::new(AtomicU64::new(u64::try_from(unix_seconds(keys.now))?));
    let (bucket, clock) = (case.text("/client/bucket")?, clock(&hands));
    let local = Local::builder().credentials(keys.credentials.clone()).bucket(bucket).clock(clock.clone());
    let stage = Stage { local: local.build(), clock };
    if case.operation()? != "create_live_channel" {
        make_channels(&stage, &keys, bucket).await?;
    }
    if case.operation()? == "post_vod_playlist" {
        record(&stage, &keys, bucket, &hands).await?;
    }
    stage.send(Names::default().request(case)?).await
}

fn clock(hands: &Arc<AtomicU64>) -> Clock {
    let hands = hands.clone();
    Clock::new(move || UNIX_EPOCH + Duration::from_secs(hands.load(Ordering::Relaxed)))
}

async fn make_channels(stage: &Stage, keys: &Keys, bucket: &str) -> Outcome {
    for name in [CHANNEL, "café 1", "studio-a", "studio-b"] {
        stage.prepare(keys.v1(), Bucket::new(bucket).channel(name).create()).await?;
    }
    Ok(())
}

/// Publishes half an hour before the request.
async fn record(stage: &Stage, keys: &Keys, bucket: &str, hands: &AtomicU64) -> Outcome {
    const BEFORE: u64 = 1800;
    hands.fetch_sub(BEFORE, Ordering::Relaxed);
    let server = stage.serve().await?;
    let url = PublishUrl::new(&server.addresses().rtmp.to_string(), bucket, CHANNEL)?;
    let url = url.sign(&keys.credentials, stage.clock.now() + GOOD_FOR)?;
    publish(&url).await?.finish().await?;
    hands.fetch_add(BEFORE, Ordering::Relaxed);
    Ok(())
}
