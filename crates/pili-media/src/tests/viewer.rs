//! Viewers that are too slow, and players over RTMP.

use super::*;
use crate::{frame::Frame, shots::Shots, timeline::START_MS, viewer::Viewer};

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

fn first(shots: &Shots) -> &Frame {
    &shots.batch.frames[0]
}

fn timestamps(shots: &Shots) -> Vec<u32> {
    shots.batch.frames.iter().map(|frame| shots.clock.at(frame.time)).collect()
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
    let shots = viewer.next().await.expect("frames");
    assert!(first(&shots).start && shots.opening().is_some());
    assert_eq!((first(&shots).time, timestamps(&shots)[..2].to_vec()), (START_MS + 800, vec![0, 40]));
    push(&publication, 25..26);
    assert!(viewer.next().await.expect("a frame").opening().is_none());
}

#[tokio::test]
async fn a_slow_viewer_goes_on_from_a_key_frame() {
    let local = small().await;
    let publication = publication(&local);
    push(&publication, 0..5);
    let mut viewer = viewer(&local);
    viewer.next().await.expect("a frame");
    push(&publication, 5..105);
    let next = viewer.next().await.expect("frames");
    assert!(first(&next).start);
    assert_eq!(timestamps(&next)[0], 4_000);
}

#[tokio::test]
async fn a_viewer_that_is_slow_again_and_again_goes_on_from_key_frames() {
    let local = small().await;
    let publication = publication(&local);
    push(&publication, 0..5);
    let mut viewer = viewer(&local);
    viewer.next().await.expect("a frame");
    for round in 1..30 {
        push(&publication, round * 100..round * 100 + 100);
        assert!(first(&viewer.next().await.expect("frames")).start, "{round}");
    }
}

/// Publishes a frame every 40 ms: after how many milliseconds the last of so many viewers gets frames, and how many.
async fn first_news(count: usize) -> (u128, usize) {
    let local = Local::start().await;
    let publication = publication(&local);
    push(&publication, 0..1);
    let mut viewers: Vec<_> = (0..count).map(|_| viewer(&local)).collect();
    for viewer in &mut viewers {
        viewer.next().await.expect("the key frame at once");
    }
    let began = tokio::time::Instant::now();
    let sending = tokio::spawn(async move {
        for n in 1..10 {
            tokio::time::sleep(Duration::from_millis(40)).await;
            push(&publication, n..n + 1);
        }
    });
    let shots = viewers.pop().expect("a viewer").next().await.expect("frames");
    let elapsed = began.elapsed().as_millis();
    sending.await.expect("a publish");
    (elapsed, shots.batch.frames.len())
}

#[tokio::test(start_paused = true)]
async fn frames_come_at_once_to_a_few_viewers_and_gather_for_less_than_a_tenth_of_a_second_for_a_crowd() {
    assert_eq!(first_news(3).await, (40, 1));
    let (elapsed, gathered) = first_news(40).await;
    assert!(elapsed > 80 && elapsed <= 40 + 100, "{elapsed} ms");
    assert!(gathered > 1, "{gathered} frames");
}

#[tokio::test(start_paused = true)]
async fn viewers_of_a_crowd_read_the_same_whenever_they_get_to_it_and_so_does_one_who_came_in_between() {
    let local = Local::start().await;
    let publication = publication(&local);
    push(&publication, 0..1);
    let mut viewers: Vec<_> = (0..40).map(|_| viewer(&local)).collect();
    for viewer in &mut viewers {
        viewer.next().await.expect("the key frame at once");
    }
    push(&publication, 1..3);
    let mut late = viewer(&local);
    assert_eq!(late.next().await.expect("all there is at once").batch.frames.len(), 3);
    viewers[0].next().await.expect("what has gathered");
    push(&publication, 3..4);
    let second = viewers[1].next().await.expect("what has gathered");
    assert_eq!(second.batch.frames.len(), 2);
    viewers.truncate(2);
    viewers.push(late);
    let mut read = Vec::new();
    for viewer in &mut viewers {
        read.push(viewer.next().await.expect("what comes after it").batch);
    }
    assert!(read.iter().all(|batch| Arc::ptr_eq(batch, &read[0])));
}

#[tokio::test(start_paused = true)]
async fn the_end_of_a_stream_does_not_wait_for_frames_to_gather() {
    let local = Local::start().await;
    let publication = publication(&local);
    push(&publication, 0..1);
    let mut viewers: Vec<_> = (0..40).map(|_| viewer(&local)).collect();
    let last = viewers.last_mut().expect("a viewer");
    last.next().await.expect("the key frame");
    push(&publication, 1..2);
    let began = tokio::time::Instant::now();
    drop(publication);
    assert_eq!(last.next().await.expect("the last frame").batch.frames.len(), 1);
    assert_eq!(began.elapsed(), Duration::ZERO);
    assert!(last.next().await.is_none());
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

#[tokio::test(start_paused = true)]
async fn a_viewer_goes_on_with_a_publisher_that_comes_back() {
    let local = small().await;
    let first = publication(&local);
    push(&first, 0..5);
    let mut viewer = viewer(&local);
    viewer.next().await.expect("frames");
    drop(first);
    let back = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let second = publication(&local);
        push(&second, 0..2);
        second
    };
    let (_second, shots) = tokio::join!(back, viewer.next());
    let shots = shots.expect("frames of the second publish");
    assert!(shots.batch.frames[0].start && shots.opening().is_none());
    assert_eq!(timestamps(&shots)[0], 200);
    assert_eq!(local.media.live(&id()).map(|live| live.viewers.len()), Some(1));
}

#[tokio::test(start_paused = true)]
async fn a_viewer_does_not_wait_long_for_a_publisher_that_is_gone() {
    let local = small().await;
    let publication = publication(&local);
    push(&publication, 0..1);
    let mut viewer = viewer(&local);
    viewer.next().await.expect("a frame");
    drop(publication);
    let gone = tokio::time::Instant::now();
    assert!(viewer.next().await.is_none());
    assert_eq!(gone.elapsed().as_secs(), Limits::default().return_of_publisher.as_secs());
}

#[tokio::test(start_paused = true)]
async fn a_viewer_who_comes_after_the_last_key_frame_was_dropped_waits_for_the_next_or_is_told() {
    let local = Local::with(Limits { tape: 20_000, ..Limits::default() }).await;
    let publication = publication(&local);
    publication.push(TagKind::Video, 0, &picture(true));
    assert_eq!(local.media.starts(&id()).await, Ok(()));
    (1..50).for_each(|n| publication.push(TagKind::Video, n * 40, &picture(false)));
    let error = local.media.starts(&id()).await.expect_err("no key frame");
    let told = "no key frame came in 10.0s, and the last is further back than the 20000 bytes kept for viewers: since \
                the publish began one key frame came; set the encoder to send them more often";
    assert_eq!(error.to_string(), told);
    let waiting = tokio::spawn({
        let media = local.media.clone();
        async move { media.starts(&id()).await }
    });
    tokio::time::sleep(Duration::from_secs(1)).await;
    publication.push(TagKind::Video, 2_000, &picture(true));
    assert_eq!(waiting.await.expect("no panic"), Ok(()));
}
