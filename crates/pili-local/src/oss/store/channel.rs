use std::{
    collections::VecDeque,
    time::{Duration, SystemTime},
};

use pili_oss::{
    channel::{ChannelConfig, ChannelStatus, LiveRecord, Target},
    wire::NewChannel,
};

use crate::media::Publish;

/// Segments that playlists can be made of; the oldest go first. A day of segments of ten seconds.
const MOST_SEGMENTS: usize = 8_640;
const MOST_RECORDS: usize = 10;

/// What the vendor takes where a channel's configuration leaves it open.
pub(crate) const DEFAULT_DURATION: Duration = Duration::from_secs(5);
pub(crate) const DEFAULT_COUNT: u32 = 3;
const DEFAULT_PLAYLIST: &str = "playlist.m3u8";

/// A channel.
#[derive(Debug)]
pub(crate) struct Channel {
    pub(crate) config: ChannelConfig,
    pub(crate) modified: SystemTime,
    /// The playlist's name as the publisher has it.
    pub(crate) playlist: Option<String>,
    segments: VecDeque<Recorded>,
    /// Segments that are gone.
    dropped: u64,
    records: VecDeque<LiveRecord>,
}

/// A segment in the bucket.
#[derive(Clone, Debug)]
pub(crate) struct Recorded {
    /// Relative to the channel.
    pub(crate) name: String,
    pub(crate) start: SystemTime,
    pub(crate) duration: Duration,
    pub(crate) is_break: bool,
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
            segments: VecDeque::new(),
            dropped: 0,
            records: VecDeque::new(),
        }
    }

    /// Takes over another's configuration; what was recorded stays.
    pub(crate) fn reconfigure(&mut self, other: Self) {
        (self.config, self.modified, self.playlist) = (other.config, other.modified, None);
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

    pub(crate) fn record(&mut self, segment: Recorded) {
        self.segments.push_back(segment);
        if self.segments.len() > MOST_SEGMENTS {
            self.segments.pop_front();
            self.dropped += 1;
        }
    }

    /// The latest segments, and how many came before them.
    pub(crate) fn listed(&self) -> (u64, Vec<Recorded>) {
        let skipped = self.segments.len().saturating_sub(self.frag_count() as usize);
        (self.dropped + skipped as u64, self.segments.iter().skip(skipped).cloned().collect())
    }

    /// The segments that begin in a span.
    pub(crate) fn between(&self, start: SystemTime, end: SystemTime) -> Vec<Recorded> {
        self.segments.iter().filter(|segment| (start..=end).contains(&segment.start)).cloned().collect()
    }

    pub(crate) fn end(&mut self, publish: &Publish) {
        self.records.push_back(LiveRecord {
            start_time: publish.started,
            end_time: publish.ended,
            remote_addr: publish.client.to_string(),
        });
        if self.records.len() > MOST_RECORDS {
            self.records.pop_front();
        }
    }

    /// The latest publishes that have ended, oldest first.
    pub(crate) fn records(&self) -> Vec<LiveRecord> {
        self.records.iter().cloned().collect()
    }
}
