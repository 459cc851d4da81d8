//! A publisher's 32-bit clock made into one that starts at zero and never runs back.

use crate::TagKind;

/// A jump back by more than this is a clock that was set anew.
const REORDER_MS: i64 = 2_000;

#[derive(Debug, Default)]
pub(crate) struct Timeline {
    raw: Option<u32>,
    time: i64,
    last: [u64; 3],
}

impl Timeline {
    /// Milliseconds since the first message, never less than the last of the same kind.
    pub(crate) fn place(&mut self, kind: TagKind, raw: u32) -> u64 {
        let delta = self.raw.map_or(0, |last| i64::from(raw.wrapping_sub(last).cast_signed()));
        let mut time = self.time;
        if self.raw.is_none() || !(-REORDER_MS..0).contains(&delta) {
            self.raw = Some(raw);
            self.time += delta.max(0);
            time = self.time;
        } else {
            time += delta;
        }
        let last = &mut self.last[kind as usize];
        *last = (*last).max(u64::try_from(time).unwrap_or(0));
        *last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_starts_at_zero_and_survives_the_wrap_of_32_bits() {
        let mut timeline = Timeline::default();
        assert_eq!(timeline.place(TagKind::Video, u32::MAX - 9), 0);
        assert_eq!(timeline.place(TagKind::Video, 30), 40);
    }

    #[test]
    fn a_clock_set_back_goes_on_where_it_was() {
        let mut timeline = Timeline::default();
        timeline.place(TagKind::Video, 100_000);
        assert_eq!(timeline.place(TagKind::Video, 140_000), 40_000);
        assert_eq!(timeline.place(TagKind::Video, 0), 40_000);
        assert_eq!(timeline.place(TagKind::Video, 40), 40_040);
    }

    #[test]
    fn audio_a_little_late_keeps_its_own_time() {
        let mut timeline = Timeline::default();
        timeline.place(TagKind::Video, 0);
        timeline.place(TagKind::Video, 500);
        assert_eq!(timeline.place(TagKind::Audio, 400), 400);
        assert_eq!(timeline.place(TagKind::Audio, 390), 400);
    }
}
