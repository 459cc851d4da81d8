//! Who may publish to a channel, and what becomes of it: segments and a playlist in the bucket.

use std::{sync::Arc, time::UNIX_EPOCH};

use pili_auth::{Clock, Credentials};
use pili_oss::channel::PlaylistName;
use pili_urls::oss_rtmp::PublishRequest;

use super::store::{Buckets, DEFAULT_COUNT, DEFAULT_DURATION};
use crate::{
    door::explained,
    events::Explained,
    media::{Admission, Gate, Protocol, Publish, Refusal, SecondPublisher, Segment, Segmenting, StreamId},
};

/// The application of every channel; a hub's name has no slash, so no hub is taken for a bucket.
const APPLICATION: &str = "/live";

/// Decides on channels, and leaves all other streams to another gate.
pub(crate) struct OssGate {
    rest: Arc<dyn Gate>,
    buckets: Arc<Buckets>,
    credentials: Credentials,
    clock: Clock,
}

/// The stream of a channel.
pub(super) fn stream_id(bucket: &str, channel: &str) -> StreamId {
    StreamId::new(format!("{bucket}{APPLICATION}"), channel)
}

/// The bucket of a stream, if it is that of a channel.
pub(super) fn bucket_of(id: &StreamId) -> Option<&str> {
    id.space.strip_suffix(APPLICATION)
}

impl OssGate {
    pub(crate) fn new(
        rest: Arc<dyn Gate>,
        buckets: Arc<Buckets>,
        credentials: Credentials,
        clock: Clock,
    ) -> Self {
        Self { rest, buckets, credentials, clock }
    }

    /// The publish that is asked for, if it is for a channel.
    fn asked(&self, request: &Admission) -> Option<PublishRequest> {
        if request.protocol == Protocol::Srt {
            return None;
        }
        let name = match &request.query {
            Some(query) => format!("{}?{query}", request.name),
            None => request.name.clone(),
        };
        let asked = PublishRequest::rtmp(Some(&request.domain), &request.app, &name).ok()?;
        // An application of `live` alone may be a hub.
        let is_ours = request.app != "live" || self.buckets.has(asked.bucket());
        if is_ours { Some(asked) } else { self.by_signature(&asked) }
    }

    /// To a host that names no bucket, as an address does: the signature covers the bucket, and so tells which is meant. Where
    /// it is good for none, the refusal speaks of one that has the channel.
    fn by_signature(&self, asked: &PublishRequest) -> Option<PublishRequest> {
        asked.access_key()?;
        let buckets = self.buckets.with_channel(asked.channel());
        let asked: Vec<_> = buckets.into_iter().map(|bucket| asked.clone().with_bucket(bucket)).collect();
        let now = self.clock.now();
        let meant = asked.iter().find(|asked| asked.verify(&self.credentials, now).is_ok());
        meant.or(asked.first()).cloned()
    }

    /// Why a publish to a channel was refused, if its URL is why.
    pub(crate) fn explain(&self, request: &Admission) -> Option<Explained> {
        let refusal = self.asked(request)?.verify(&self.credentials, self.clock.now()).err()?;
        Some(explained(&refusal, request.query.as_deref().unwrap_or_default()))
    }

    fn admit(&self, asked: &PublishRequest) -> Result<StreamId, Refusal> {
        let id = stream_id(asked.bucket(), asked.channel());
        let disabled = self
            .buckets
            .channel(&id, |channel| channel.is_disabled())
            .map_err(|refused| refused.into_refusal())?;
        let verified = asked.verify(&self.credentials, self.clock.now());
        verified.map_err(|refusal| Refusal::new(refusal.to_string()))?;
        if disabled {
            return Err(Refusal::new("LiveChannelDisabled: the channel takes no stream"));
        }
        let playlist = asked.playlist_name().map(PlaylistName::new).transpose();
        let playlist = playlist.map_err(|error| Refusal::new(error.to_string()))?;
        let playlist = playlist.map(|name| name.to_string());
        let admitted = self.buckets.channel(&id, |channel| channel.playlist = playlist);
        admitted.map_err(|refused| refused.into_refusal())?;
        Ok(id)
    }
}

impl Gate for OssGate {
    fn admit_publish(&self, request: &Admission) -> Result<StreamId, Refusal> {
        match self.asked(request) {
            Some(asked) => self.admit(&asked),
            None => self.rest.admit_publish(request),
        }
    }

    fn admit_play(&self, request: &Admission) -> Result<StreamId, Refusal> {
        match self.asked(request) {
            Some(_) => Err(Refusal::new("a channel is watched by its playlist, not over RTMP")),
            None => self.rest.admit_play(request),
        }
    }

    fn second_publisher(&self, publish: &Publish) -> SecondPublisher {
        self.rest.second_publisher(publish)
    }

    fn segmenting(&self, publish: &Publish) -> Segmenting {
        if bucket_of(&publish.id).is_none() {
            return self.rest.segmenting(publish);
        }
        let asked =
            self.buckets.channel(&publish.id, |channel| (channel.frag_duration(), channel.frag_count()));
        let (target, count) = asked.unwrap_or((DEFAULT_DURATION, DEFAULT_COUNT));
        Segmenting { target, listed: count as usize, ..Segmenting::default() }
    }

    fn segmented(&self, id: &StreamId, segment: &Arc<Segment>) {
        let Some(bucket) = bucket_of(id) else { return self.rest.segmented(id, segment) };
        let ts = match segment.ts() {
            Ok(ts) => ts,
            Err(error) => return tracing::warn!(%id, %error, "a segment is dropped"),
        };
        let since = segment.start.duration_since(UNIX_EPOCH).unwrap_or_default();
        let name = format!("{}.ts", since.as_millis());
        // A bucket or channel that is gone stores nothing.
        let _ = self.buckets.bucket(bucket, |bucket| bucket.record(&id.key, segment.entry(name), ts));
    }

    fn published(&self, publish: &Publish) {
        let Some(bucket) = bucket_of(&publish.id) else { return self.rest.published(publish) };
        let _ = self.buckets.bucket(bucket, |bucket| bucket.begin(publish));
    }

    fn unpublished(&self, publish: &Publish) {
        let Some(bucket) = bucket_of(&publish.id) else { return self.rest.unpublished(publish) };
        let _ = self.buckets.bucket(bucket, |bucket| bucket.end(publish));
    }
}
