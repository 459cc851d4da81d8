use std::collections::HashMap;

use pili_core::{
    Endpoint, Error, Idempotency, Operation, Paginated, Request, Response, Result, auth::names::StreamKey,
    decode_object,
};
use serde_json::json;

use crate::{
    Hub, Pili,
    noun::{Named, checked},
    wire::{Items, LiveEntry, LiveStatus},
};

/// The most keys that one call takes.
const MOST: usize = 100;

/// Reads the live status of up to 100 streams: `POST /v2/hubs/{hub}/livestreams` (spec 4.1; vendor page 3764).
///
/// Streams that are not live, and unknown ones, are absent from the answer. For any number of keys, in their
/// order, see [`Hub::live_statuses`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct BatchLive {
    hub: Hub,
    keys: Vec<Named<StreamKey>>,
}

impl BatchLive {
    pub(crate) fn new(hub: Hub, keys: Vec<Named<StreamKey>>) -> Self {
        Self { hub, keys }
    }
}

impl Operation for BatchLive {
    type Output = Vec<LiveEntry>;
    type Api = Pili;
    const NAME: &'static str = "pili.stream.batch_live";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.keys.len() > MOST {
            return Err(Error::invalid("keys", "must be at most 100 in one call"));
        }
        encode(&self.hub, &self.keys, endpoint)
    }

    fn decode(&self, response: &Response) -> Result<Vec<LiveEntry>> {
        decode(response)
    }
}

/// Reads the live status of any number of streams, 100 a call, in the order of the keys; `None` for one that
/// is not live. A list for [`Client::items`](pili_core::Client::items).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct LiveStatuses {
    hub: Hub,
    keys: Vec<Named<StreamKey>>,
}

impl LiveStatuses {
    pub(crate) fn new(hub: Hub, keys: Vec<Named<StreamKey>>) -> Self {
        Self { hub, keys }
    }

    fn split(&self) -> (&[Named<StreamKey>], &[Named<StreamKey>]) {
        self.keys.split_at(self.keys.len().min(MOST))
    }
}

impl Operation for LiveStatuses {
    type Output = Vec<LiveEntry>;
    type Api = Pili;
    const NAME: &'static str = BatchLive::NAME;
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        // All of them, so that a key at the end does not fail the list half-way.
        self.keys.iter().try_for_each(|key| checked(key).map(drop))?;
        encode(&self.hub, self.split().0, endpoint)
    }

    fn decode(&self, response: &Response) -> Result<Vec<LiveEntry>> {
        decode(response)
    }
}

impl Paginated for LiveStatuses {
    type Item = (StreamKey, Option<LiveStatus>);

    fn next_page(&self, page: Vec<LiveEntry>) -> (Vec<Self::Item>, Option<Self>) {
        let (asked, rest) = self.split();
        let live: HashMap<_, _> = page.into_iter().map(|entry| (entry.key, entry.status)).collect();
        let status = |key: &StreamKey| live.get(key.as_str()).cloned().and_then(LiveStatus::if_live);
        let items = asked.iter().flatten().map(|key| (key.clone(), status(key))).collect();
        (items, (!rest.is_empty()).then(|| Self::new(self.hub.clone(), rest.to_vec())))
    }
}

fn encode(hub: &Hub, keys: &[Named<StreamKey>], endpoint: &Endpoint) -> Result<Request> {
    let keys = keys.iter().map(|key| checked(key).map(StreamKey::as_str)).collect::<Result<Vec<_>>>()?;
    hub.url(endpoint)?.path(["livestreams"]).post_json(&json!({ "items": keys }))
}

fn decode(response: &Response) -> Result<Vec<LiveEntry>> {
    decode_object::<Items<LiveEntry>>(response).map(Items::into_vec)
}
