use std::time::SystemTime;

use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object};

use crate::{
    Hub, Pili,
    noun::seconds,
    wire::{Items, PlayDetail},
};

impl Hub {
    /// Reads viewers and bandwidth of every stream at one moment, a multiple of five minutes.
    pub fn play_detail(&self, time: SystemTime) -> Detail {
        Detail { hub: self.clone(), time: seconds(time) }
    }
}

/// Reads who played at one moment: `GET /v2/hubs/{hub}/stat/play/history/detail` (spec 4.2).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Detail {
    hub: Hub,
    time: i64,
}

impl Operation for Detail {
    type Output = Vec<PlayDetail>;
    type Api = Pili;
    const NAME: &'static str = "pili.stat.play_detail";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        if self.time <= 0 {
            return Err(Error::invalid("time", "must be after 1970"));
        }
        self.hub.url(endpoint)?.path(["stat", "play", "history", "detail"]).query("time", self.time).get()
    }

    fn decode(&self, response: &Response) -> Result<Vec<PlayDetail>> {
        decode_object::<Items<PlayDetail>>(response).map(Items::into_vec)
    }
}
