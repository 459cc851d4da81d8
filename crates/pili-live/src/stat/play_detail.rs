use std::time::SystemTime;

use pili_core::{
    Endpoint, Error, Idempotency, Operation, Request, Response, Result,
    auth::{names::StreamKey, unix_seconds},
};
use serde::{Deserialize, Serialize};

use super::PlayCount;
use crate::{Hub, Pili, items::decode_items};

impl Hub {
    /// Reads viewers and bandwidth of every stream at one moment, a multiple of five minutes.
    ///
    /// ```no_run
    /// # async fn run(client: pili_live::Client, time: std::time::SystemTime) -> pili_live::core::Result<()> {
    /// use pili_live::Hub;
    /// for stream in client.send(Hub::new("shows").play_detail(time)).await? {
    ///     println!("{stream:?}");
    /// }
    /// # Ok(()) }
    /// ```
    pub fn play_detail(&self, time: SystemTime) -> PlayDetail {
        PlayDetail { hub: self.clone(), time }
    }
}

/// Reads who played at one moment: `GET /v2/hubs/{hub}/stat/play/history/detail` (spec 4.2).
///
/// Example: [`Hub::play_detail`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct PlayDetail {
    hub: Hub,
    time: SystemTime,
}

impl Operation for PlayDetail {
    type Output = Vec<StreamPlay>;
    type Api = Pili;
    const NAME: &'static str = "pili.stat.play_detail";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let time = unix_seconds(self.time);
        if time <= 0 {
            return Err(Error::invalid("time", "must be after 1970"));
        }
        self.hub.url(endpoint)?.path(["stat", "play", "history", "detail"]).query("time", time).get()
    }

    fn decode(&self, response: &Response) -> Result<Vec<StreamPlay>> {
        decode_items(response)
    }
}

/// Who played one stream at one moment.
///
/// Example: [`Hub::play_detail`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct StreamPlay {
    /// The moment, a multiple of five minutes.
    #[serde(with = "pili_core::time::unix_seconds")]
    pub time: SystemTime,
    /// The stream key.
    #[serde(with = "crate::noun::stream_key")]
    pub key: StreamKey,
    /// The figures.
    pub stats: PlayCount,
}
