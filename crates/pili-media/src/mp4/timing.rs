//! When each sample begins and how long it lasts, in the scale of its track.

use bytes::Bytes;

use super::{Sound, Unit};

/// One sample of a track.
#[derive(Clone, Debug)]
pub(crate) struct Timed {
    pub(crate) data: Bytes,
    pub(crate) start: u64,
    pub(crate) duration: u32,
    /// In the track's scale too.
    pub(crate) composition: i32,
    pub(crate) is_key: bool,
}

/// Pictures: each lasts until the next, and the last until the end.
pub(crate) fn pictures<'a>(units: impl Iterator<Item = &'a Unit>, end: u64) -> Vec<Timed> {
    let mut timed: Vec<Timed> = Vec::new();
    for unit in units {
        let start = timed.last().map_or(unit.time, |last| unit.time.max(last.start));
        if let Some(last) = timed.last_mut() {
            last.duration = length(start - last.start);
        }
        timed.push(unit.timed(start, 0));
    }
    if let Some(last) = timed.last_mut() {
        last.duration = length(end.saturating_sub(last.start));
    }
    timed
}

/// Sound: each frame lasts as long as it has samples, and follows on the one before, unless its time says that it
/// is off by more than half a frame; times come in whole milliseconds, which no frame of sound has.
pub(crate) fn sounds<'a>(
    units: impl Iterator<Item = &'a Unit>,
    sound: &Sound,
    due: &mut Option<u64>,
) -> Vec<Timed> {
    let rate = u64::from(sound.rate.get());
    let mut timed: Vec<Timed> = Vec::new();
    for unit in units {
        let samples = sound.samples(&unit.data);
        let told = (unit.time * rate + 500) / 1_000;
        let is_off = |due: u64| told.abs_diff(due) > u64::from(samples / 2).max(rate / 500);
        let start = match (*due, timed.last_mut()) {
            (Some(due), None) if is_off(due) => told.max(due.saturating_sub(samples.into())),
            (Some(due), Some(last)) if is_off(due) && told > last.start => {
                last.duration = length(told - last.start);
                told
            }
            (due, _) => due.unwrap_or(told),
        };
        timed.push(unit.timed(start, samples));
        *due = Some(start + u64::from(samples));
    }
    timed
}

impl Unit {
    fn timed(&self, start: u64, duration: u32) -> Timed {
        let Self { data, composition, is_key, .. } = self;
        Timed { data: data.clone(), start, duration, composition: *composition, is_key: *is_key }
    }
}

fn length(length: u64) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Codec, TagKind};

    fn units(times: &[u64]) -> Vec<Unit> {
        let unit = |time: &u64| Unit {
            kind: TagKind::Audio,
            data: Bytes::from_static(&[0xFC]),
            time: *time,
            composition: 0,
            is_key: true,
        };
        times.iter().map(unit).collect()
    }

    /// Starts and lengths of frames of AAC at 44.1 kHz.
    fn sound(times: &[u64], due: &mut Option<u64>) -> Vec<(u64, u32)> {
        let aac = Sound::of(Codec::Aac, Some(Bytes::from_static(&[0xAF, 0, 0x12, 0x08])), None);
        let timed = sounds(units(times).iter(), &aac.expect("a track"), due);
        timed.iter().map(|timed| (timed.start, timed.duration)).collect()
    }

    #[test]
    fn pictures_last_until_the_next_and_the_last_until_the_end() {
        let timed = pictures(units(&[100, 140, 200]).iter(), 233);
        let timed: Vec<_> = timed.iter().map(|timed| (timed.start, timed.duration)).collect();
        assert_eq!(timed, [(100, 40), (140, 60), (200, 33)]);
    }

    #[test]
    fn sound_runs_on_by_its_samples_however_its_times_were_rounded() {
        let starts = sound(&[0, 23, 46, 70, 93], &mut None);
        assert_eq!(starts, [(0, 1024), (1024, 1024), (2048, 1024), (3072, 1024), (4096, 1024)]);
        let mut due = Some(4_400);
        assert_eq!(sound(&[100, 123], &mut due), [(4_400, 1024), (5_424, 1024)]);
        assert_eq!(due, Some(6_448));
    }

    #[test]
    fn a_frame_that_is_missing_leaves_its_time() {
        assert_eq!(sound(&[0, 46, 70], &mut None), [(0, 2_029), (2_029, 1024), (3_053, 1024)]);
        assert_eq!(sound(&[1_000], &mut Some(0)), [(44_100, 1024)]);
    }

    #[test]
    fn frames_that_come_with_one_time_follow_each_other() {
        let starts = sound(&[0, 0, 46, 46], &mut None);
        assert_eq!(starts.iter().map(|(start, _)| *start).collect::<Vec<_>>(), [0, 1024, 2048, 3072]);
    }
}
