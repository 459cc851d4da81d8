//! Viewers that are too slow, and players over RTMP.

use super::*;
use crate::{timeline::START_MS, viewer::Viewer};

fn viewer(local: &Local) -> Viewer {
    let viewer = local.media.view(&id(), Protocol::Flv, String::new(), local.address);
    viewer.expect("a live stream")
}

pub(super) fn publication(local: &Local) -> registry::Publication {
    publication_of(local, "evening")
}

pub(super) fn publication_of(local: &Local, name: &str) -> registry::Publication {
    let request = Admission {
        protocol: Protocol::Rtmp,
        domain: String::new(),
        app: "hub".to_owned(),
        name: name.to_owned(),
        extension: "",
        query: Some("token=good/one?".to_owned()),
        peer: local.address,
    };
    local.media.publish(request, local.address).expect("an accepted publish")
}

/// A picture of one kilobyte.
fn picture(is_key: bool) -> Bytes {
    let mut body = vec![0; 1_000];
    body[..2].copy_from_slice(&[if is_key { 0x17 } else { 0x27 }, 1]);
    body.into()
}

/// Pushes GOPs of ten frames.
fn push(publication: &registry::Publication, frames: std::ops::Range<u32>) {
    frames.for_each(|n| publication.push(TagKind::Video, n * 40, &picture(n % 10 == 0)));
}

async fn small() -> Local {
    Local::with(Limits { tape: 40_000, ..Limits::default() }).await
}

#[tokio::test]
async fn a_viewer_begins_on_a_key_frame_at_time_zero() {
    let local = small().await;
    let publication = publication(&local);
    push(&publication, 0..25);
    let mut viewer = viewer(&local);
    let first = viewer.next().await.expect("a frame");
    assert!(first.frame.start && first.opening.is_some());
    assert_eq!((first.frame.time, first.timestamp), (START_MS + 800, 0));
    let second = viewer.next().await.expect("a frame");
    assert!(second.opening.is_none());
    assert_eq!(second.timestamp, 40);
}

#[tokio::test]
async fn a_slow_viewer_goes_on_from_a_key_frame() {
    let local = small().await;
    let publication = publication(&local);
    push(&publication, 0..5);
    let mut viewer = viewer(&local);
    viewer.next().await.expect("a frame");
    push(&publication, 5..105);
    let next = viewer.next().await.expect("a frame");
    assert!(next.frame.start);
    assert_eq!(next.timestamp, 4_000);
}

#[tokio::test]
async fn a_viewer_that_is_slow_again_and_again_is_cut() {
    let local = small().await;
    let publication = publication(&local);
    push(&publication, 0..5);
    let mut viewer = viewer(&local);
    let mut count = 0;
    while viewer.next().await.is_some() {
        count += 1;
        push(&publication, count * 100..count * 100 + 100);
    }
    assert!((3..20).contains(&count), "{count}");
    assert!(viewer.end().is_none(), "the stream itself goes on");
}

#[tokio::test]
async fn viewers_are_listed_with_what_they_were_sent_until_they_leave() {
    let local = Local::start().await;
    let publication = publication(&local);
    push(&publication, 0..5);
    let mut body = local.watch();
    body.next().await.expect("a header");
    let viewers = local.media.live(&id()).expect("live").viewers;
    assert_eq!(viewers.len(), 1);
    assert_eq!((viewers[0].protocol, viewers[0].domain.as_str()), (Protocol::Flv, "play.example.com"));
    assert_eq!((viewers[0].client, viewers[0].started), (local.address, at(0)));
    assert!(viewers[0].bytes > 1_000);
    drop(body);
    assert!(local.media.live(&id()).expect("live").viewers.is_empty());
    let sums = local.media.traffic();
    assert_eq!((sums.len(), sums[0].plays), (1, 1));
    assert!(sums[0].bytes > 1_000);
}
