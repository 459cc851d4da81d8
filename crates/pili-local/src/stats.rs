//! Figures over time, from real viewers and real bytes: by the minute, kept for three days.

mod sample;
mod since;
mod stored;

use std::{
    collections::{BTreeMap, HashMap},
    ops::RangeInclusive,
};

use pili_live::stream::StreamStat;
use serde::{Deserialize, Serialize};

use crate::{
    data::{Changes, Data, Keeps, Locked, Table},
    media::{Media, StreamId, TrafficKey},
};
use since::Since;
use stored::Stored;

/// What was measured. The clock is the service's, so a test may move it.
#[derive(Debug)]
pub(crate) struct Stats(Locked<Record>);

#[derive(Debug)]
struct Record {
    minutes: Table<i64, Minute>,
    sent: Since,
    received: Since,
}

/// Bytes are counted anew by every service: what was added is kept, not since when.
impl Keeps for Record {
    fn keep(&mut self, changes: &mut Changes) {
        let Self { minutes, sent: _, received: _ } = self;
        minutes.keep(changes);
    }
}

/// One minute, as it was last seen.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub(crate) struct Minute {
    /// Streams that were live in it.
    pub(crate) streams: BTreeMap<StreamId, StreamStat>,
    /// Bytes sent to viewers.
    pub(crate) sent: HashMap<TrafficKey, u64>,
    /// Bytes received from publishers.
    pub(crate) received: HashMap<TrafficKey, u64>,
}

impl Stats {
    const KEPT_MINUTES: i64 = 3 * 24 * 60;

    pub(crate) fn new(data: &Data) -> Self {
        let (sent, received) = Default::default();
        Self(Locked::new(Record { minutes: data.table("minutes"), sent, received }, data))
    }

    /// Looks once. Bytes since the last look count for the minute of `now`.
    pub(crate) fn measure(&self, media: &Media, now: i64) {
        let streams: Vec<_> = media.live_ids().into_iter().filter_map(|id| sample::of(media, id)).collect();
        self.record(|record| {
            let (sent, received) = (record.sent.take(media.traffic()), record.received.take(media.intake()));
            let minute = record.minutes.entry(now.div_euclid(60), Minute::default);
            minute.streams.extend(streams);
            add(&mut minute.sent, sent);
            add(&mut minute.received, received);
            record.forget();
        });
    }

    /// Forgets all.
    pub(crate) fn clear(&self) {
        self.record(|record| record.minutes.clear());
    }

    /// The minutes that begin in a span of Unix seconds, oldest first, each with its beginning.
    pub(crate) fn read<T>(
        &self,
        span: RangeInclusive<i64>,
        work: impl FnOnce(&mut dyn Iterator<Item = (i64, &Minute)>) -> T,
    ) -> T {
        self.record(|record| {
            let minutes = record.minutes.iter().map(|(minute, figures)| (minute * 60, figures));
            work(&mut minutes.filter(|(start, _)| span.contains(start)))
        })
    }

    fn record<T>(&self, work: impl FnOnce(&mut Record) -> T) -> T {
        work(&mut self.0.lock())
    }
}

impl Record {
    fn forget(&mut self) {
        let newest = self.minutes.last_key_value().map_or(0, |(minute, _)| *minute);
        self.minutes.retain(|minute, _| *minute > newest - Stats::KEPT_MINUTES);
    }
}

fn add(sums: &mut HashMap<TrafficKey, u64>, amounts: Vec<(TrafficKey, u64)>) {
    for (key, amount) in amounts {
        *sums.entry(key).or_default() += amount;
    }
}
