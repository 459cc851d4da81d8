use std::{
    collections::VecDeque,
    ops::RangeInclusive,
    time::{Duration, SystemTime},
};

use pili_oss::{
    channel::{ChannelConfig, ChannelStatus, LiveRecord, Target},
    wire::NewChannel,
};
use serde::{Deserialize, Serialize};

use crate::{
    data::{Changes, Data, Row, Table, plain_rows},
    media::{
        Publish,
        hls::{self, Entry, Window},
    },
};

/// Segments that playlists can be made of; the oldest go first. A day of segments of ten seconds.
const MOST_SEGMENTS: usize = 8_640;
const MOST_RECORDS: usize = 10;

/// What the vendor takes where a channel's configuration leaves it open.
pub(crate) const DEFAULT_DURATION: Duration = Duration::from_secs(5);
pub(crate) const DEFAULT_COUNT: u32 = 3;
const DEFAULT_PLAYLIST: &str = "playlist.m3u8";

/// A channel.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Channel {
    pub(crate) config: ChannelConfig,
    pub(crate) modified: SystemTime,
    /// The playlist's name as the publisher has it.
    pub(crate) playlist: Option<String>,
    #[serde(skip)]
    segments: Table<u64, Segment>,
    /// The number of the next segment.
    next: u64,
    /// The breaks in segments that are gone.
    dropped_breaks: u64,
    /// When the last one that is gone began.
    #[serde(default)]
    unlisted: Option<SystemTime>,
    /// The longest that a listed segment may be; fixed with the first one of a configuration.
    target: Option<Duration>,
    records: VecDeque<LiveRecord>,
    /// The publish that goes on.
    live: Option<LiveRecord>,
}

/// A segment that playlists may list. Its name is relative to the channel.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Segment {
    uri: String,
    start: SystemTime,
    duration: Duration,
    is_break: bool,
}

impl From<Entry> for Segment {
    fn from(Entry { uri, start, duration, is_break, .. }: Entry) -> Self {
        Self { uri, start, duration, is_break }
    }
}

impl From<Segment> for Entry {
    fn from(Segment { uri, start, duration, is_break }: Segment) -> Self {
        Self { uri, map: None, start, duration, is_break }
    }
}

plain_rows!(Segment);

impl Row for Channel {
    const HAS_TABLES: bool = true;

    fn open(&mut self, data: &Data, within: &str) {
        self.segments = data.table(format!("{within}segments"));
    }

    fn keep(&mut self, changes: &mut Changes) {
        self.segments.keep(changes);
    }
}

impl Channel {
    /// A channel of this configuration; what it leaves open has the vendor's defaults.
    pub(crate) fn new(asked: NewChannel, now: SystemTime) -> Self {
        let NewChannel { description, status, target, snapshot } = asked;
        let Target { kind, frag_duration, frag_count, playlist_name } = target;
        let target = Target {
            kind,
            frag_duration: frag_duration.or(Some(DEFAULT_DURATION)),
            frag_count: frag_count.or(Some(DEFAULT_COUNT)),
            playlist_name: playlist_name.or_else(|| Some(DEFAULT_PLAYLIST.to_owned())),
        };
        let (description, status) =
            (description.unwrap_or_default(), status.unwrap_or(ChannelStatus::Enabled));
        Self {
            config: ChannelConfig { description, status, target, snapshot },
            modified: now,
            playlist: None,
            segments: Table::default(),
            next: 0,
            dropped_breaks: 0,
            unlisted: None,
            target: None,
            records: VecDeque::new(),
            live: None,
        }
    }

    /// Takes over another's configuration; what was recorded stays.
    pub(crate) fn reconfigure(&mut self, other: Self) {
        (self.config, self.modified, self.playlist, self.target) = (other.config, other.modified, None, None);
    }

    pub(crate) fn is_disabled(&self) -> bool {
        self.config.status == ChannelStatus::Disabled
    }

    pub(crate) fn frag_duration(&self) -> Duration {
        self.config.target.frag_duration.unwrap_or(DEFAULT_DURATION)
    }

    pub(crate) fn frag_count(&self) -> u32 {
        self.config.target.frag_count.unwrap_or(DEFAULT_COUNT)
    }

    /// The name of the index file: the publisher's, or the configured one.
    pub(crate) fn playlist_name(&self) -> &str {
        let configured = self.config.target.playlist_name.as_deref();
        self.playlist.as_deref().or(configured).unwrap_or(DEFAULT_PLAYLIST)
    }

    pub(crate) fn record(&mut self, segment: Entry) {
        self.target = self.target.or(Some(self.frag_duration().max(segment.duration)));
        self.segments.insert(self.next, segment.into());
        self.next += 1;
        if self.segments.len() > MOST_SEGMENTS
            && let Some((_, oldest)) = self.segments.pop_first()
        {
            self.dropped_breaks += u64::from(oldest.is_break);
            self.unlisted = Some(oldest.start);
        }
    }

    /// Keeps only the segments of some names; whether others were among them.
    pub(crate) fn retain(&mut self, stays: impl Fn(&str) -> bool) -> bool {
        let before = self.segments.len();
        self.segments.retain(|_, segment| stays(&segment.uri));
        self.segments.len() < before
    }

    /// The playlist of the latest segments; `None` before the first one.
    pub(crate) fn live_playlist(&self, has_ended: bool) -> Option<String> {
        let skipped = self.segments.len().saturating_sub(self.frag_count() as usize);
        let listed: Vec<Entry> = self.segments.values().skip(skipped).cloned().map(Entry::from).collect();
        let breaks = self.segments.values().take(skipped).filter(|segment| segment.is_break).count();
        let window = Window {
            first: self.segments.keys().nth(skipped).copied().unwrap_or(self.next),
            breaks_before: self.dropped_breaks + breaks as u64,
            target: self.target.unwrap_or_else(|| self.frag_duration()),
            has_ended,
        };
        (!listed.is_empty()).then(|| hls::live(listed, window))
    }

    /// The segments that begin in a span; `None` if the first of them are no longer listed.
    pub(crate) fn between(&self, span: &RangeInclusive<SystemTime>) -> Option<Vec<Entry>> {
        let within = self.segments.values().filter(|segment| span.contains(&segment.start));
        let is_whole = self.unlisted.is_none_or(|last| last < *span.start());
        is_whole.then(|| within.cloned().map(Entry::from).collect())
    }

    pub(crate) fn begin(&mut self, publish: &Publish) {
        self.live = Some(record(publish));
    }

    pub(crate) fn end(&mut self, publish: &Publish) {
        self.live = None;
        self.add(record(publish));
    }

    /// Ends the publish that went on when the service ended, with its last segment; whether there was one.
    pub(crate) fn interrupted(&mut self) -> bool {
        let Some(live) = self.live.take() else { return false };
        let last = self.segments.values().last().map(|last| last.start + last.duration);
        let end_time = last.filter(|end| *end > live.start_time).unwrap_or(live.start_time);
        self.add(LiveRecord { end_time: Some(end_time), ..live });
        true
    }

    fn add(&mut self, record: LiveRecord) {
        self.records.push_back(record);
        if self.records.len() > MOST_RECORDS {
            self.records.pop_front();
        }
    }

    /// The latest publishes that have ended, oldest first.
    pub(crate) fn records(&self) -> Vec<LiveRecord> {
        self.records.iter().cloned().collect()
    }
}

fn record(publish: &Publish) -> LiveRecord {
    LiveRecord {
        start_time: publish.started,
        end_time: publish.ended,
        remote_addr: publish.client.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use pili_oss::channel::TargetType;

    use super::*;

    fn channel() -> Channel {
        let kind = TargetType::Hls;
        let target = Target { kind, frag_duration: None, frag_count: None, playlist_name: None };
        let asked = NewChannel { description: None, status: None, target, snapshot: None };
        Channel::new(asked, SystemTime::UNIX_EPOCH)
    }

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    fn entry(number: u64) -> Entry {
        let (start, duration) = (at(number), DEFAULT_DURATION);
        Entry { uri: format!("{number}.ts"), map: None, start, duration, is_break: number == 1 }
    }

    #[test]
    fn breaks_that_have_left_the_playlist_are_counted_in_it() {
        let mut channel = channel();
        (0..5).map(entry).for_each(|entry| channel.record(entry));
        let playlist = channel.live_playlist(false).unwrap_or_default();
        assert!(playlist.contains("#EXT-X-MEDIA-SEQUENCE:2\n"), "{playlist}");
        assert!(playlist.contains("#EXT-X-DISCONTINUITY-SEQUENCE:1\n"), "{playlist}");
        assert_eq!(playlist.matches("#EXTINF").count(), DEFAULT_COUNT as usize);
    }

    #[test]
    fn a_span_whose_first_segments_are_no_longer_listed_is_not_whole() {
        let mut channel = channel();
        let most = MOST_SEGMENTS as u64;
        (0..=most).map(entry).for_each(|entry| channel.record(entry));
        assert!(channel.between(&(at(0)..=at(9))).is_none(), "the first of them is gone");
        assert_eq!(channel.between(&(at(1)..=at(9))).map(|segments| segments.len()), Some(9));
        assert_eq!(channel.between(&(at(most + 1)..=at(most + 9))).map(|segments| segments.len()), Some(0));
    }
}
