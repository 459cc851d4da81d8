//! A publisher's 32-bit clock made into one that starts anew with each publish and never jumps.

use crate::TagKind;

/// Where every publish begins, in milliseconds: frames of the other kind that are a little older come before it.
pub(crate) const START_MS: u64 = 2_000;
/// A clock that differs by more than this from one frame to the next was set anew, forward or back.
const JUMP_MS: i64 = 3_000;

#[derive(Debug, Default)]
pub(crate) struct Timeline {
    /// The clock as it runs, and as it ran before it was set: frames of both may come in turns for a moment.
    epoch: Option<Epoch>,
    before: Option<Epoch>,
    /// The last frame of each kind.
    last: [Option<u64>; 3],
    /// How far each kind's last two frames were apart.
    steps: [u64; 3],
}

/// A run of the publisher's clock: how far it came, and which time of ours that is.
#[derive(Clone, Copy, Debug)]
struct Epoch {
    raw: u32,
    time: i64,
}

/// Where a frame belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    /// Milliseconds, never less than those of the last frame of the same kind.
    pub(crate) time: u64,
    /// Whether the publisher's clock was set anew with it.
    pub(crate) is_jump: bool,
}

impl Timeline {
    /// Places a frame of sound or picture. These alone move the time.
    pub(crate) fn frame(&mut self, kind: TagKind, raw: u32) -> Placed {
        let found = follow(&mut self.epoch, raw).or_else(|| follow(&mut self.before, raw));
        let (time, is_jump) = match found {
            Some(time) => (time, false),
            None => self.set_anew(kind, raw),
        };
        let index = kind as usize;
        let last = self.last[index];
        let time = u64::try_from(time).unwrap_or(0).max(last.unwrap_or(0));
        self.steps[index] = last.map_or(0, |last| time - last);
        self.last[index] = Some(time);
        Placed { time, is_jump }
    }

    /// When a message comes that is no frame, such as metadata or a configuration: with the frame before it.
    /// Publishers give it any time.
    pub(crate) fn beside(&self, kind: TagKind) -> u64 {
        self.last[kind as usize].unwrap_or_else(|| self.now().unwrap_or(START_MS))
    }

    /// The time goes on by a usual step, whatever the clock says now.
    fn set_anew(&mut self, kind: TagKind, raw: u32) -> (i64, bool) {
        let now = self.now();
        let time = now.map_or(START_MS, |now| now + self.steps[kind as usize]).cast_signed();
        self.before = self.epoch.replace(Epoch { raw, time });
        (time, now.is_some())
    }

    fn now(&self) -> Option<u64> {
        self.last.into_iter().flatten().max()
    }
}

/// The time of a frame that the clock of this epoch stamped, if it is one.
fn follow(epoch: &mut Option<Epoch>, raw: u32) -> Option<i64> {
    let epoch = epoch.as_mut()?;
    let delta = i64::from(raw.wrapping_sub(epoch.raw).cast_signed());
    let time = epoch.time + delta;
    if delta.abs() > JUMP_MS {
        return None;
    }
    if delta > 0 {
        *epoch = Epoch { raw, time };
    }
    Some(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The times of frames, from the start on.
    fn times(frames: &[(TagKind, u32)]) -> Vec<i64> {
        let mut timeline = Timeline::default();
        let start = START_MS.cast_signed();
        frames.iter().map(|(kind, raw)| timeline.frame(*kind, *raw).time.cast_signed() - start).collect()
    }

    #[test]
    fn the_clock_starts_with_the_first_frame_and_survives_the_wrap_of_32_bits() {
        use TagKind::Video;
        assert_eq!(times(&[(Video, 18_000_000), (Video, 18_000_040)]), [0, 40]);
        assert_eq!(times(&[(Video, u32::MAX - 9), (Video, 30)]), [0, 40]);
        assert_eq!(times(&[(Video, 0x7fff_fff0), (Video, 0x8000_0018)]), [0, 40]);
    }

    #[test]
    fn messages_that_are_no_frames_have_the_time_of_the_frame_before() {
        let mut timeline = Timeline::default();
        assert_eq!(timeline.beside(TagKind::Script), START_MS);
        timeline.frame(TagKind::Video, 18_000_000);
        timeline.frame(TagKind::Video, 18_000_040);
        assert_eq!(timeline.beside(TagKind::Script), START_MS + 40);
        assert_eq!(timeline.beside(TagKind::Audio), START_MS + 40);
    }

    #[test]
    fn a_clock_that_is_set_forward_or_back_goes_on_by_a_usual_step() {
        use TagKind::Video;
        let forward = [(Video, 0), (Video, 40), (Video, 3_600_080), (Video, 3_600_120)];
        assert_eq!(times(&forward), [0, 40, 80, 120]);
        let back = [(Video, 100_000), (Video, 100_040), (Video, 0), (Video, 40)];
        assert_eq!(times(&back), [0, 40, 80, 120]);
    }

    #[test]
    fn a_jump_is_told_once() {
        let mut timeline = Timeline::default();
        let jumps = [0, 40, 3_600_000, 3_600_040].map(|raw| timeline.frame(TagKind::Video, raw).is_jump);
        assert_eq!(jumps, [false, false, true, false]);
    }

    #[test]
    fn frames_of_both_clocks_may_come_in_turns_around_a_jump() {
        use TagKind::{Audio, Video};
        let frames = [
            (Video, 0),
            (Audio, 0),
            (Video, 40),
            (Video, 600_000),
            (Audio, 23),
            (Audio, 600_000),
            (Video, 600_040),
        ];
        assert_eq!(times(&frames), [0, 0, 40, 80, 23, 80, 120]);
    }

    #[test]
    fn sound_a_little_older_than_the_first_picture_keeps_its_distance() {
        use TagKind::{Audio, Video};
        assert_eq!(times(&[(Video, 5_000), (Audio, 4_979), (Audio, 5_002)]), [0, -21, 2]);
        assert_eq!(times(&[(Video, 0), (Video, 500), (Audio, 400), (Audio, 390)]), [0, 500, 400, 400]);
    }
}
