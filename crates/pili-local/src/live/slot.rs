use std::{
    collections::BTreeMap,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use pili_live::stat::PlayCount;

use crate::{media::StreamId, stats::Minute};

/// Five minutes of play statistics: the average of the minutes that were measured in them.
#[derive(Debug, Default)]
pub(super) struct Slot {
    minutes: i64,
    streams: BTreeMap<StreamId, Sums>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    viewers: i64,
    bytes: u64,
}

impl Slot {
    pub(super) const SECONDS: i64 = 5 * 60;

    /// The slot of a time: when it begins.
    pub(super) fn of(time: i64) -> i64 {
        time.div_euclid(Self::SECONDS) * Self::SECONDS
    }

    pub(super) fn add(&mut self, minute: &Minute) {
        self.minutes += 1;
        for (id, figures) in &minute.streams {
            self.streams.entry(id.clone()).or_default().viewers += figures.play_count;
        }
        for (key, bytes) in &minute.sent {
            self.streams.entry(key.id.clone()).or_default().bytes += bytes;
        }
    }

    /// All streams of a hub together.
    pub(super) fn of_hub(&self, hub: &str) -> PlayCount {
        let mut all = Sums::default();
        for (_, sums) in self.streams.iter().filter(|(id, _)| id.space == hub) {
            all.viewers += sums.viewers;
            all.bytes += sums.bytes;
        }
        self.average(all)
    }

    /// The streams of a hub that were played, by key.
    pub(super) fn streams_of_hub(&self, hub: &str) -> Vec<(String, PlayCount)> {
        let streams = self.streams.iter().filter(|(id, _)| id.space == hub);
        let played = streams.filter(|(_, sums)| sums.viewers > 0 || sums.bytes > 0);
        played.map(|(id, sums)| (id.key.clone(), self.average(*sums))).collect()
    }

    fn average(&self, sums: Sums) -> PlayCount {
        let minutes = self.minutes.max(1);
        let bits = i64::try_from(sums.bytes.saturating_mul(8)).unwrap_or(i64::MAX);
        PlayCount { count: rounded(sums.viewers, minutes), bandwidth: rounded(bits, minutes * 60) }
    }
}

/// A time that was measured: none of them lies before 1970.
pub(super) fn at(unix: i64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(u64::try_from(unix).unwrap_or(0))
}

/// To the nearest whole number.
fn rounded(sum: i64, parts: i64) -> i64 {
    sum.saturating_add(parts / 2) / parts
}
