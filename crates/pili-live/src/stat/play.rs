use std::collections::BTreeMap;

use pili_core::{
    Endpoint, Idempotency, Operation, Request, Response, Result, auth::names::StreamKey, decode_object,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Hub, Pili};

impl Hub {
    /// Reads viewers and bandwidth now, as a whole and by stream.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
    /// # use pili_live::Hub;
    /// let play = client.send(Hub::new("shows").play()).await?;
    /// println!("{} watch, {} bit/s", play.total.count, play.total.bandwidth);
    /// # Ok(()) }
    /// ```
    pub fn play(&self) -> Play {
        Play(self.clone())
    }
}

/// Reads who plays now: `GET /v2/hubs/{hub}/stat/play` (spec 4.2). Refreshed every minute.
///
/// Example: [`Hub::play`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Play(Hub);

impl Operation for Play {
    type Output = PlayNow;
    type Api = Pili;
    const NAME: &'static str = "pili.stat.play";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.path(["stat", "play"]).get()
    }

    fn decode(&self, response: &Response) -> Result<PlayNow> {
        decode_object(response)
    }
}

/// Who plays now.
///
/// Example: [`Hub::play`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct PlayNow {
    /// All streams together.
    pub total: PlayCount,
    /// By stream key.
    #[serde(default, deserialize_with = "read_keys", serialize_with = "write_keys")]
    pub streams: BTreeMap<StreamKey, PlayCount>,
}

/// Viewers and what they receive.
///
/// Example: [`Hub::play`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct PlayCount {
    /// Viewers.
    pub count: i64,
    /// Bit rate to all of them together, in bit/s.
    pub bandwidth: i64,
}

type Counts = BTreeMap<StreamKey, PlayCount>;

fn read_keys<'de, D: Deserializer<'de>>(from: D) -> Result<Counts, D::Error> {
    let counts = Option::<BTreeMap<String, PlayCount>>::deserialize(from)?.unwrap_or_default();
    Ok(counts.into_iter().map(|(key, count)| (StreamKey::unchecked(key), count)).collect())
}

fn write_keys<S: Serializer>(counts: &Counts, to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(counts.iter().map(|(key, count)| (key.as_str(), count)))
}
