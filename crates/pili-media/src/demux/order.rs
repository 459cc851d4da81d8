//! Pictures and sound in the order of their times: a transport stream brings sound in packets of several frames, behind
//! the pictures that are shown with them.

use std::collections::VecDeque;

use crate::{TagKind, flv::Tag};

/// How far one kind is waited for, by the clock of the stream. Encoders gather less sound than that, and a kind that stopped must
/// not hold up the other.
const PATIENCE_MS: i32 = 1_000;

/// Holds the messages of each kind until the other has come as far.
#[derive(Debug, Default)]
pub(super) struct Order {
    pictures: Lane,
    sound: Lane,
}

/// The messages of a kind.
#[derive(Debug, Default)]
struct Lane {
    held: VecDeque<Tag>,
    /// The time of the latest that came.
    latest: Option<u32>,
}

impl Order {
    /// The messages whose turn it is once these have come. Of a program of one track nothing is held.
    pub(super) fn push(&mut self, tags: Vec<Tag>, has_both: bool) -> Vec<Tag> {
        for tag in tags {
            let lane = if tag.kind == TagKind::Audio { &mut self.sound } else { &mut self.pictures };
            lane.latest = Some(tag.timestamp);
            lane.held.push_back(tag);
        }
        let mut ordered = Vec::new();
        while let Some(tag) = self.next(has_both) {
            ordered.push(tag);
        }
        ordered
    }

    fn next(&mut self, has_both: bool) -> Option<Tag> {
        let (pictures, sound) = (&mut self.pictures, &mut self.sound);
        let (first, other) = match (pictures.held.front(), sound.held.front()) {
            (Some(picture), Some(heard)) if after(heard.timestamp, picture.timestamp) < 0 => {
                (sound, pictures)
            }
            (None, Some(_)) => (sound, pictures),
            _ => (pictures, sound),
        };
        let must_wait = has_both && other.held.is_empty() && first.must_wait(other.latest);
        if must_wait { None } else { first.held.pop_front() }
    }
}

impl Lane {
    /// Whether the first is to wait for what the other kind may still bring before it.
    fn must_wait(&self, other: Option<u32>) -> bool {
        let (Some(first), Some(latest)) = (self.held.front(), self.latest) else { return false };
        // Beyond that a clock has jumped, and times say nothing of each other.
        let is_near = |time, from| after(time, from).abs() <= PATIENCE_MS;
        match other {
            Some(other) => {
                after(first.timestamp, other) > 0 && is_near(first.timestamp, other) && is_near(latest, other)
            }
            None => is_near(latest, first.timestamp),
        }
    }
}

/// By how much a time is after another, on a clock that begins again at its end.
fn after(time: u32, other: u32) -> i32 {
    time.wrapping_sub(other).cast_signed()
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    fn tag(kind: TagKind, timestamp: u32) -> Tag {
        Tag::new(kind, timestamp, Bytes::new())
    }

    fn picture(timestamp: u32) -> Vec<Tag> {
        vec![tag(TagKind::Video, timestamp)]
    }

    fn sound(timestamps: [u32; 3]) -> Vec<Tag> {
        timestamps.map(|timestamp| tag(TagKind::Audio, timestamp)).to_vec()
    }

    fn times(tags: &[Tag]) -> Vec<u32> {
        tags.iter().map(|tag| tag.timestamp).collect()
    }

    #[test]
    fn pictures_wait_for_the_sound_of_their_time() {
        let mut order = Order::default();
        for time in [0, 40, 80] {
            assert!(order.push(picture(time), true).is_empty());
        }
        assert_eq!(times(&order.push(sound([1, 24, 47]), true)), [0, 1, 24, 40, 47]);
        assert!(order.push(picture(120), true).is_empty());
        assert_eq!(times(&order.push(sound([70, 93, 117]), true)), [70, 80, 93, 117]);
    }

    #[test]
    fn where_there_is_one_kind_nothing_waits() {
        let mut order = Order::default();
        assert_eq!(times(&order.push(picture(0), false)), [0]);
        order.push(picture(40), true);
        assert_eq!(times(&order.push(picture(80), false)), [40, 80]);
    }

    #[test]
    fn a_kind_that_stopped_holds_up_the_other_for_a_second_at_most() {
        let mut order = Order::default();
        order.push(sound([0, 23, 46]), true);
        let given: Vec<u32> = (1..=100).flat_map(|n| times(&order.push(picture(n * 40), true))).collect();
        assert!(given.ends_with(&[4_000]), "{given:?}");
        assert!(given.is_sorted());
    }

    #[test]
    fn a_clock_that_begins_again_or_jumps_keeps_each_kind_in_its_order() {
        let end = u32::MAX;
        let mut order = Order::default();
        let mut given = order.push(picture(end - 20), true);
        given.extend(order.push(sound([end - 30, end - 7, 15]), true));
        given.extend(order.push(picture(19), true));
        given.extend(order.push(sound([38, 61, 84]), true));
        assert_eq!(times(&given), [end - 30, end - 20, end - 7, 15, 19]);
        given = order.push(picture(3_600_000), true);
        given.extend(order.push(sound([3_600_001, 3_600_024, 3_600_047]), true));
        given.extend(order.push(Vec::new(), false));
        let (pictures, heard): (Vec<_>, Vec<_>) =
            given.into_iter().partition(|tag| tag.kind == TagKind::Video);
        assert_eq!(times(&pictures), [3_600_000]);
        assert_eq!(times(&heard), [38, 61, 84, 3_600_001, 3_600_024, 3_600_047]);
    }
}
