//! Buckets: channels and objects.

mod channel;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{gate::bucket_of, refused::Refused};
use crate::{
    data::{Changes, Data, Held, Keeps, Locked, Row, Table},
    media::{Publish, StreamId, hls::Entry},
    store::Files,
};

pub(super) use channel::{Channel, DEFAULT_COUNT, DEFAULT_DURATION};

pub(super) const PLAYLIST: &str = "application/x-mpegURL";
const SEGMENT: &str = "video/mp2t";

/// All buckets.
#[derive(Debug)]
pub(crate) struct Buckets {
    buckets: Locked<All>,
}

/// By their names.
#[derive(Debug)]
struct All(Table<String, Bucket>);

impl Keeps for All {
    fn keep(&mut self, changes: &mut Changes) {
        let Self(buckets) = self;
        buckets.keep(changes);
    }
}

/// A bucket.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Bucket {
    #[serde(skip)]
    pub(super) channels: Table<String, Channel>,
    #[serde(skip)]
    pub(super) objects: Files,
}

impl Row for Bucket {
    const HAS_TABLES: bool = true;

    fn open(&mut self, data: &Data, within: &str) {
        self.channels = data.table(format!("{within}channels"));
        self.objects = Files::of(data, format!("{within}objects"));
    }

    fn keep(&mut self, changes: &mut Changes) {
        let Self { channels, objects: _ } = self;
        channels.keep(changes);
    }
}

impl Buckets {
    /// Those that are kept. What was live in them when the service ended is so no longer.
    pub(crate) fn new(data: &Data) -> Self {
        let buckets = Locked::new(All(data.table("buckets")), data);
        buckets.lock().0.values_mut().for_each(Bucket::close);
        Self { buckets }
    }

    pub(crate) fn create(&self, name: String) {
        self.buckets().0.entry(name, Bucket::default);
    }

    /// Forgets all.
    pub(crate) fn clear(&self) {
        self.buckets().0.clear();
    }

    /// Their names and those of their channels, as a console shows them.
    pub(crate) fn shown(&self) -> Value {
        let shown = |(name, bucket): (&String, &Bucket)| json!({ "name": name, "channels": bucket.channels.keys().collect::<Vec<_>>() });
        self.buckets().0.iter().map(shown).collect()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.buckets().0.contains_key(name)
    }

    /// The names of those that have a channel of this name.
    pub(super) fn with_channel(&self, channel: &str) -> Vec<String> {
        let has = |(_, bucket): &(&String, &Bucket)| bucket.channels.contains_key(channel);
        self.buckets().0.iter().filter(has).map(|(name, _)| name.clone()).collect()
    }

    /// Works on a bucket.
    pub(super) fn bucket<T>(&self, name: &str, work: impl FnOnce(&mut Bucket) -> T) -> Result<T, Refused> {
        let missing = || Refused::new(404, "NoSuchBucket", "there is no bucket of this name");
        self.buckets().0.get_mut(name).map(work).ok_or_else(missing)
    }

    /// Works on a channel.
    pub(super) fn channel<T>(
        &self,
        id: &StreamId,
        work: impl FnOnce(&mut Channel) -> T,
    ) -> Result<T, Refused> {
        let bucket = bucket_of(id).unwrap_or_default();
        let found = self.bucket(bucket, |bucket| bucket.channels.get_mut(&id.key).map(work))?;
        found.ok_or_else(|| {
            Refused::new(404, "NoSuchLiveChannel", "there is no channel of this name").ec("0026-00000021")
        })
    }

    fn buckets(&self) -> Held<'_, All> {
        self.buckets.lock()
    }
}

impl Bucket {
    /// Creates a channel, or replaces its configuration.
    pub(super) fn put_channel(&mut self, name: &str, channel: Channel) {
        match self.channels.get_mut(name) {
            Some(known) => known.reconfigure(channel),
            None => drop(self.channels.insert(name.to_owned(), channel)),
        }
    }

    /// Stores a segment, and the playlist with it.
    pub(super) fn record(&mut self, channel: &str, segment: Entry, ts: Bytes) {
        let Some(known) = self.channels.get_mut(channel) else { return };
        self.objects.put(format!("{channel}/{}", segment.uri), SEGMENT, ts);
        known.record(segment);
        self.write_playlist(channel, false);
    }

    /// Begins a publish.
    pub(super) fn begin(&mut self, publish: &Publish) {
        if let Some(channel) = self.channels.get_mut(&publish.id.key) {
            channel.begin(publish);
        }
    }

    /// Ends a publish: its record, and the end of the playlist.
    pub(super) fn end(&mut self, publish: &Publish) {
        let Some(channel) = self.channels.get_mut(&publish.id.key) else { return };
        channel.end(publish);
        self.write_playlist(&publish.id.key, true);
    }

    fn write_playlist(&mut self, name: &str, has_ended: bool) {
        let Some(channel) = self.channels.get(name) else { return };
        if let Some(text) = channel.live_playlist(has_ended) {
            self.put_playlist(format!("{name}/{}", channel.playlist_name()), text);
        }
    }

    pub(super) fn put_playlist(&mut self, key: String, text: String) {
        self.objects.put(key, PLAYLIST, text.into());
    }

    /// Ends what was live when the service ended, with the segments that were written by then.
    fn close(&mut self) {
        let mut open = Vec::new();
        for (name, channel) in self.channels.iter_mut() {
            let (objects, folder) = (&self.objects, name);
            let lacks_some = channel.retain(|segment| objects.has(&format!("{folder}/{segment}")));
            if channel.interrupted() || lacks_some {
                open.push(name.clone());
            }
        }
        open.iter().for_each(|name| self.write_playlist(name, true));
    }
}
