use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use crate::{Hub, Pili, wire::PlayNow};

impl Hub {
    /// Reads viewers and bandwidth now, as a whole and by stream.
    pub fn play_now(&self) -> Play {
        Play(self.clone())
    }
}

/// Reads who plays now: `GET /v2/hubs/{hub}/stat/play` (spec 4.2). Refreshed every minute.
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
