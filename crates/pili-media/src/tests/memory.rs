//! What is let go when memory is full, and who is told.

use super::*;
use crate::tests::viewer::{publication, publication_of};

const MIB: usize = 1 << 20;

async fn with(memory: usize) -> Local {
    Local::with(Limits { memory, ..Limits::default() }).await
}

/// A GOP of a second with two pictures of this size, at this second; each arrives when it is due.
pub(super) fn second(local: &Local, publication: &Publication, second: u32, size: usize) {
    for (frame, ms) in [0, 500].into_iter().enumerate() {
        let mut body = vec![second as u8; size];
        body[..5].copy_from_slice(&[if frame == 0 { 0x17 } else { 0x27 }, 1, 0, 0, 0]);
        local.now.store(u64::from(second) * 1_000 + ms, Ordering::Relaxed);
        publication.push(TagKind::Video, second * 1_000 + ms as u32, &body.into());
    }
}

fn used(local: &Local) -> usize {
    local.media.archive().budget().used()
}

async fn numbers(local: &Local, id: &StreamId, span: (u64, u64)) -> Result<Vec<u64>, NotHeld> {
    let segments = local.media.recorded(id, at(span.0)..at(span.1)).await?;
    Ok(segments.iter().map(|segment| segment.number).collect())
}

fn missing(error: NotHeld) -> Spans {
    let NotHeld::Missing(spans) = error else { panic!("{error}") };
    spans
}

#[tokio::test]
async fn a_frame_on_the_tape_and_in_a_recording_counts_once() {
    let local = with(64 * MIB).await;
    let publication = publication(&local);
    second(&local, &publication, 0, 100_000);
    assert!((200_000..210_000).contains(&used(&local)), "{}", used(&local));
    drop(publication);
    assert!((200_000..210_000).contains(&used(&local)), "the recording holds it still: {}", used(&local));
    local.media.forget(&id(), at(0)..at(9_000)).await;
    assert_eq!(used(&local), 0);
}

#[tokio::test]
async fn large_frames_that_are_cut_into_chunks_for_players_count_twice() {
    let local = with(64 * MIB).await;
    let publication = publication(&local);
    second(&local, &publication, 0, 100_000);
    let before = used(&local);
    let live = local.media.find(&id()).expect("live");
    let frame = live.enter().expect("a key frame").frame;
    drop((frame.rtmp(0, 1), frame.rtmp(40, 1)));
    assert_eq!(used(&local), before + 100_001);
    drop(publication);
}

#[tokio::test]
async fn a_span_that_memory_had_no_room_for_is_an_error_that_names_it() {
    let local = with(4 * MIB).await;
    let publication = publication(&local);
    (0..60).for_each(|n| second(&local, &publication, n, 100_000));
    drop(publication);
    assert!(used(&local) <= 4 * MIB);
    let spans = missing(numbers(&local, &id(), (0, 60_000)).await.expect_err("not all of it"));
    let [held] = spans.held.as_slice() else { panic!("{spans:?}") };
    assert!(held.end == at(60_000) && held.start < at(45_000), "{spans:?}");
    assert_eq!(spans.missing, [at(0)..held.start]);
    let kept = local.media.recorded(&id(), held.clone()).await.expect("what is named as held is held");
    assert_eq!((kept[0].start, kept[kept.len() - 1].end()), (held.start, held.end));
    let error = local.media.snapshot(&id(), Some(at(5_000))).expect_err("that is gone");
    assert!(matches!(error, SnapshotError::NotHeld(NotHeld::Missing(_))), "{error}");
}

#[tokio::test]
async fn segments_that_arrived_a_little_late_are_missing_as_one_span() {
    let local = with(4 * MIB).await;
    let publication = publication(&local);
    for n in 0..60_u32 {
        let body = [&[0x17, 1, 0, 0, 0], &[0; 200_000][..]].concat();
        local.now.store(u64::from(n) * 1_020, Ordering::Relaxed);
        publication.push(TagKind::Video, n * 1_000, &body.into());
    }
    drop(publication);
    let spans = missing(numbers(&local, &id(), (0, 90_000)).await.expect_err("not all of it"));
    assert_eq!(spans.missing, [at(0)..spans.held[0].start]);
}

#[tokio::test]
async fn the_segment_that_was_needed_least_recently_goes_first_over_all_streams() {
    let local = with(4 * MIB).await;
    let first = StreamId::new("hub", "first");
    for name in ["first", "second"] {
        let publication = publication_of(&local, name);
        (0..5).for_each(|n| second(&local, &publication, n, 100_000));
    }
    // The first five seconds of the first stream are asked for, so the second stream's are older now.
    assert_eq!(numbers(&local, &first, (0, 5_000)).await.expect("all"), [0, 1, 2, 3, 4]);
    let third = publication_of(&local, "third");
    (5..17).for_each(|n| second(&local, &third, n, 100_000));
    assert_eq!(numbers(&local, &first, (0, 5_000)).await.expect("all"), [0, 1, 2, 3, 4]);
    let gone = numbers(&local, &StreamId::new("hub", "second"), (0, 5_000)).await.expect_err("not all");
    assert_eq!(missing(gone).missing[0].start, at(0));
}

#[tokio::test]
async fn what_a_live_playlist_lists_outlives_the_large_gops_of_others() {
    let local = with(4 * MIB).await;
    let good = publication_of(&local, "good");
    let large: Vec<_> = (0..4).map(|n| publication_of(&local, &format!("large-{n}"))).collect();
    for n in 0..12 {
        second(&local, &good, n, 1_000);
        large.iter().for_each(|large| second(&local, large, n, 900_000));
        assert!(used(&local) <= 4 * MIB, "{n}: {}", used(&local));
        let first = u64::from(n.saturating_sub(2)) * 1_000;
        let held = numbers(&local, &StreamId::new("hub", "good"), (first, u64::from(n) * 1_000)).await;
        assert!(held.is_ok(), "{n}: {held:?}");
    }
}

#[tokio::test]
async fn what_was_deleted_on_purpose_is_not_missing() {
    let local = with(4 * MIB).await;
    let publication = publication(&local);
    (0..60).for_each(|n| second(&local, &publication, n, 100_000));
    drop(publication);
    let lost = missing(numbers(&local, &id(), (0, 60_000)).await.expect_err("not all of it"));
    local.media.forget(&id(), at(0)..lost.held[0].start).await;
    assert!(numbers(&local, &id(), (0, 60_000)).await.is_ok());
}

#[tokio::test]
async fn a_playlist_lists_no_segments_across_a_hole() {
    let local = with(64 * MIB).await;
    let publication = publication(&local);
    (0..4).for_each(|n| second(&local, &publication, n, 1_000));
    local.media.recording(&id()).expect("a recording").lock().expect("no panic").let_go(1);
    let text = local.media.hls_playlist(&id(), archive::name).await.expect("a playlist");
    assert!(text.contains("#EXT-X-MEDIA-SEQUENCE:2\n"), "{text}");
    let recording = local.media.recording(&id()).expect("a recording");
    let listed = recording.lock().expect("no panic").listed(at(4_000));
    assert_eq!(listed.segments.len(), 1, "only the last one: before it is a hole");
    drop(publication);
}

#[tokio::test]
async fn segments_that_grow_without_end_give_way_to_what_viewers_need() {
    let local = with(4 * MIB).await;
    let publication = publication(&local);
    // One GOP that never ends.
    for n in 0..120_u32 {
        let mut body = vec![0; 100_000];
        body[..5].copy_from_slice(&[if n == 0 { 0x17 } else { 0x27 }, 1, 0, 0, 0]);
        local.now.store(u64::from(n) * 40, Ordering::Relaxed);
        publication.push(TagKind::Video, n * 40, &body.into());
        assert!(used(&local) <= 4 * MIB, "{n}: {}", used(&local));
    }
    let spans = missing(numbers(&local, &id(), (0, 60_000)).await.expect_err("nothing of it"));
    assert_eq!((spans.held.len(), spans.missing.len()), (0, 1));
    second(&local, &publication, 5, 1_000);
    drop(publication);
    let spans = missing(numbers(&local, &id(), (0, 60_000)).await.expect_err("not all of it"));
    assert_eq!((spans.missing, spans.held[0].start), (vec![at(0)..at(5_000)], at(5_000)));
}

#[tokio::test]
async fn a_publisher_is_refused_only_when_current_gops_take_all_memory() {
    let local = with(4 * MIB).await;
    let mut live = Vec::new();
    let refused = loop {
        let request = Admission {
            protocol: Protocol::Rtmp,
            domain: String::new(),
            app: "hub".to_owned(),
            name: format!("stream-{}", live.len()),
            extension: "",
            query: Some("token=good/one?".to_owned()),
            peer: local.address,
        };
        match local.media.publish(request, local.address) {
            Ok(publication) => {
                // A GOP of 640 kB.
                let picture = |n| if n == 0 { 0x17 } else { 0x27 };
                (0..32).for_each(|n| {
                    let body = [&[picture(n), 1, 0, 0, 0], &[0; 20_000][..]].concat();
                    publication.push(TagKind::Video, n * 40, &body.into());
                });
                live.push(publication);
            }
            Err(denied) => break denied.refusal,
        }
        assert!(used(&local) <= 4 * MIB && live.len() < 10);
    };
    assert!(live.len() >= 5, "{} fit", live.len());
    assert!(refused.0.contains("4194304 bytes of memory"), "{}", refused.0);
    live.pop();
    drop(publication(&local));
}
