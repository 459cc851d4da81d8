//! Times, segments and spans against simple models of them.

use std::{
    collections::BTreeSet,
    ops::Range,
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use proptest::prelude::*;

use super::TagKind;
use crate::{
    Spans,
    frame::Frame,
    segment::{Segment, Segmenter},
    setup::Setup,
    timeline::{START_MS, Timeline},
    ts::Counters,
};

fn kind() -> impl Strategy<Value = TagKind> {
    prop_oneof![Just(TagKind::Audio), Just(TagKind::Video)]
}

/// A key frame, then frames of which some are.
fn frames() -> impl Strategy<Value = Vec<Arc<Frame>>> {
    prop::collection::vec((prop::bool::weighted(0.3), 1_u64..1_500), 2..60).prop_map(|frames| {
        let mut time = START_MS;
        let frame = |(number, (is_key, step)): (usize, (bool, u64))| {
            time += step;
            Arc::new(Frame::new(TagKind::Video, time, is_key || number == 0, b"\x17\x01"))
        };
        frames.into_iter().enumerate().map(frame).collect()
    })
}

fn cut(frames: &[Arc<Frame>], target: Duration) -> Vec<Segment> {
    let mut segmenter = Segmenter::new(target, Counters::default());
    let arrived = |frame: &Frame| UNIX_EPOCH + Duration::from_millis(frame.time);
    let mut segments: Vec<_> = frames
        .iter()
        .filter_map(|frame| segmenter.push(frame.clone(), arrived(frame), Setup::default))
        .collect();
    segments.extend(segmenter.finish().0);
    segments
}

fn at(ms: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(ms)
}

/// Milliseconds that lie in some span.
fn milliseconds(spans: &[Range<SystemTime>]) -> BTreeSet<u64> {
    let since = |time: SystemTime| time.duration_since(UNIX_EPOCH).expect("after 1970").as_millis() as u64;
    spans.iter().flat_map(|span| since(span.start)..since(span.end)).collect()
}

/// Spans that begin one after the other.
fn spans() -> impl Strategy<Value = Vec<Range<SystemTime>>> {
    prop::collection::vec((0_u64..30, 1_u64..30), 0..6).prop_map(|spans| {
        let mut end = 0;
        let span = |(pause, length)| {
            let start = end + pause;
            end = start + length;
            at(start)..at(end)
        };
        spans.into_iter().map(span).collect()
    })
}

proptest! {
    #[test]
    fn a_clock_that_is_not_set_runs_as_in_numbers_without_end_and_never_back(
        first in any::<u32>(),
        frames in prop::collection::vec((kind(), 0_u32..1_000, 0_u32..1_000), 1..60),
    ) {
        let (mut timeline, mut clock, mut last) = (Timeline::default(), 0_i64, [0_i64; 3]);
        for (number, (kind, step, early)) in frames.into_iter().enumerate() {
            // The first is where the clock begins.
            let early = if number == 0 { 0 } else { i64::from(early) };
            clock += if number == 0 { 0 } else { i64::from(step) };
            let raw = (i64::from(first) + clock - early) as u32;
            let placed = timeline.frame(kind, raw);
            let due = (START_MS as i64 + clock - early).max(last[kind as usize]);
            last[kind as usize] = due;
            prop_assert_eq!((placed.time as i64, placed.is_jump), (due, false));
        }
    }

    #[test]
    fn however_a_clock_is_set_no_time_goes_back_or_leaps(
        frames in prop::collection::vec((kind(), any::<u32>()), 1..60),
    ) {
        let (mut timeline, mut last, mut now) = (Timeline::default(), [0; 3], START_MS);
        for (kind, raw) in frames {
            let time = timeline.frame(kind, raw).time;
            prop_assert!(time >= last[kind as usize], "{time} after {last:?}");
            prop_assert!(time <= now + 3_000, "{time} after {now}");
            last[kind as usize] = time;
            now = now.max(time);
        }
    }

    #[test]
    fn segments_are_all_frames_in_their_order_and_each_begins_where_the_last_one_ends(
        frames in frames(), target in 0_u64..5_000,
    ) {
        let segments = cut(&frames, Duration::from_millis(target));
        let kept: Vec<_> = segments.iter().flat_map(|segment| &segment.frames).map(|frame| frame.time).collect();
        let pushed: Vec<_> = frames.iter().map(|frame| frame.time).collect();
        prop_assert_eq!(kept, pushed);
        for pair in segments.windows(2) {
            let first = |segment: &Segment| segment.frames[0].time;
            prop_assert_eq!(first(&pair[0]) + pair[0].duration.as_millis() as u64, first(&pair[1]));
        }
        prop_assert!(segments.iter().all(|segment| segment.frames[0].start));
    }

    #[test]
    fn a_segment_ends_with_the_first_key_frame_past_its_target(frames in frames(), target in 1_u64..5_000) {
        let segments = cut(&frames, Duration::from_millis(target));
        for segment in &segments {
            let first = segment.frames[0].time;
            let inner = segment.frames[1..].iter().filter(|frame| frame.start);
            prop_assert!(inner.clone().all(|key| key.time - first < target), "it could have ended before");
        }
        for segment in segments.iter().rev().skip(1) {
            let length = segment.duration.as_millis() as u64;
            // Half a frame short of it is long enough.
            prop_assert!(length + length / (2 * segment.frames.len() as u64) >= target, "{length} of {target}");
        }
    }

    #[test]
    fn missing_is_what_was_lost_and_is_not_held(held in spans(), lost in spans()) {
        let missing = Spans::new(held.clone(), lost.clone().into_iter()).missing;
        let model = &milliseconds(&lost) - &milliseconds(&held);
        prop_assert_eq!(milliseconds(&missing), model);
        prop_assert!(missing.iter().all(|span| span.start < span.end));
        prop_assert!(missing.windows(2).all(|pair| pair[0].end <= pair[1].start));
    }
}
