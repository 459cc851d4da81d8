use std::{collections::HashMap, sync::Arc};

use pili_core::{
    Endpoint, Error, Idempotency, Operation, Paginated, Request, Response, Result,
    auth::names::{NameError, StreamKey},
};
use serde::{Deserialize, Serialize};

use super::{LiveEntry, LiveStatus};
use crate::{
    Hub, Pili,
    items::decode_items,
    noun::{Named, checked, named},
};

/// The most keys that one call takes.
const MOST: usize = 100;

impl Hub {
    /// The live status of up to 100 streams, in one call.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// use pili_live::Hub;
    /// let live = client.send(Hub::new("shows").batch_live(["evening", "morning"])).await?;
    /// println!("{live:?}");
    /// # Ok(()) }
    /// ```
    pub fn batch_live<K>(&self, keys: impl IntoIterator<Item = K>) -> BatchLive
    where
        K: TryInto<StreamKey, Error: Into<NameError>>,
    {
        BatchLive { hub: self.clone(), keys: keys.into_iter().map(named).collect() }
    }

    /// The live status of any number of streams, 100 a call, in the order of the keys: a list for
    /// [`Client::items`](pili_core::Client::items).
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// # use pili_live::Hub;
    /// let mut statuses = client.items(Hub::new("shows").live_statuses(["evening", "morning"]));
    /// while let Some(item) = statuses.next().await {
    ///     let (key, status) = item?;
    ///     println!("{key} is live: {}", status.is_some());
    /// }
    /// # Ok(()) }
    /// ```
    pub fn live_statuses<K>(&self, keys: impl IntoIterator<Item = K>) -> LiveStatuses
    where
        K: TryInto<StreamKey, Error: Into<NameError>>,
    {
        LiveStatuses { from: 0, hub: self.clone(), keys: keys.into_iter().map(named).collect() }
    }
}

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

/// Whose live status is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchLiveBody {
    /// The keys; none at all when it is left out.
    #[serde(default)]
    pub items: Vec<String>,
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
        decode_items(response)
    }
}

/// Reads the live status of any number of streams, 100 a call, in the order of the keys; `None` for one that
/// is not live. A list for [`Client::items`](pili_core::Client::items).
///
/// Example: [`Hub::live_statuses`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct LiveStatuses {
    /// Where this call begins among all keys, which its pages share.
    from: usize,
    hub: Hub,
    keys: Arc<[Named<StreamKey>]>,
}

impl LiveStatuses {
    fn asked(&self) -> &[Named<StreamKey>] {
        let rest = self.keys.get(self.from..).unwrap_or_default();
        rest.get(..MOST).unwrap_or(rest)
    }
}

impl Operation for LiveStatuses {
    type Output = Vec<LiveEntry>;
    type Api = Pili;
    const NAME: &'static str = BatchLive::NAME;
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.from == 0 {
            // All of them, so that a key at the end does not fail the list half-way.
            self.keys.iter().try_for_each(|key| checked(key).map(drop))?;
        }
        encode(&self.hub, self.asked(), endpoint)
    }

    fn decode(&self, response: &Response) -> Result<Vec<LiveEntry>> {
        decode_items(response)
    }
}

impl Paginated for LiveStatuses {
    type Item = (StreamKey, Option<LiveStatus>);

    fn next_page(&self, page: Vec<LiveEntry>) -> (Vec<Self::Item>, Option<Self>) {
        let mut live: HashMap<_, _> = page.into_iter().map(|entry| (entry.key, entry.status)).collect();
        let mut status = |key: &StreamKey| live.remove(key).filter(LiveStatus::is_live);
        let items = self.asked().iter().flatten().map(|key| (key.clone(), status(key))).collect();
        (items, self.ahead())
    }

    fn ahead(&self) -> Option<Self> {
        let from = self.from + MOST;
        (from < self.keys.len()).then(|| Self { from, ..self.clone() })
    }
}

fn encode(hub: &Hub, keys: &[Named<StreamKey>], endpoint: &Endpoint) -> Result<Request> {
    let items = keys.iter().map(|key| checked(key).map(StreamKey::to_string)).collect::<Result<_>>()?;
    hub.url(endpoint)?.path(["livestreams"]).post_json(&BatchLiveBody { items })
}
