//! Buckets: channels, in memory, and objects.

mod channel;
mod objects;

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use serde_json::{Value, json};

use super::{gate::bucket_of, refused::Refused};
use crate::media::{Publish, StreamId, hls::Entry};

pub(super) use channel::{Channel, DEFAULT_COUNT, DEFAULT_DURATION};
use objects::Objects;
pub(super) use objects::PLAYLIST;

/// All buckets.
#[derive(Debug, Default)]
pub(crate) struct Buckets {
    buckets: Mutex<BTreeMap<String, Bucket>>,
}

/// A bucket.
#[derive(Debug)]
pub(super) struct Bucket {
    pub(super) channels: BTreeMap<String, Channel>,
    pub(super) objects: Objects,
}

impl Buckets {
    /// Creates a bucket, whose objects are kept in a folder where there is one.
    pub(crate) fn create(&self, name: String, folder: Option<PathBuf>) {
        let bucket = Bucket { channels: BTreeMap::new(), objects: Objects::kept_in(folder) };
        self.buckets().entry(name).or_insert(bucket);
    }

    /// Forgets all; what lies in folders stays there.
    pub(crate) fn clear(&self) {
        self.buckets().clear();
    }

    /// Their names and those of their channels, as a console shows them.
    pub(crate) fn shown(&self) -> Value {
        let shown = |(name, bucket): (&String, &Bucket)| json!({ "name": name, "channels": bucket.channels.keys().collect::<Vec<_>>() });
        self.buckets().iter().map(shown).collect()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.buckets().contains_key(name)
    }

    /// Works on a bucket.
    pub(super) fn bucket<T>(&self, name: &str, work: impl FnOnce(&mut Bucket) -> T) -> Result<T, Refused> {
        let missing = || Refused::new(404, "NoSuchBucket", "there is no bucket of this name");
        self.buckets().get_mut(name).map(work).ok_or_else(missing)
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

    fn buckets(&self) -> MutexGuard<'_, BTreeMap<String, Bucket>> {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner)
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
        self.objects.put_segment(format!("{channel}/{}", segment.uri), ts);
        known.record(segment);
        self.write_playlist(channel, false);
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
            self.objects.put_playlist(format!("{name}/{}", channel.playlist_name()), text);
        }
    }
}
