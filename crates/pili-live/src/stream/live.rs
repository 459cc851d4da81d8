use pili_core::{
    ApiError, Endpoint, Idempotency, Operation, Reason, Request, Response, Result, decode_object,
};

use super::Stream;
use crate::{Pili, wire::LiveStatus};

impl Stream {
    /// Reads the live status: `None` when the stream is not live.
    pub fn live_status(&self) -> Live {
        Live(self.clone())
    }
}

/// Reads the live status of a stream: `GET /v2/hubs/{hub}/streams/{key}/live` (spec 4.1; vendor page 2776).
///
/// A stream that is not live is `Ok(None)`, whether the service says 619 or a start of 0. One that does not
/// exist fails with [`Reason::NotFound`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Live(Stream);

impl Operation for Live {
    type Output = Option<LiveStatus>;
    type Api = Pili;
    const NAME: &'static str = "pili.stream.live";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.path(["live"]).get()
    }

    fn decode(&self, response: &Response) -> Result<Option<LiveStatus>> {
        decode_object::<LiveStatus>(response).map(LiveStatus::if_live)
    }

    fn recover(&self, error: &ApiError) -> Option<Option<LiveStatus>> {
        (error.reason == Reason::NoData).then_some(None)
    }
}
