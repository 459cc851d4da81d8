use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::{Disabled, Stream, disable::DisableBody};
use crate::Pili;

impl Stream {
    /// Lifts [`disable`](Self::disable).
    pub fn enable(&self) -> Enable {
        Enable(self.clone())
    }
}

/// Allows publishing and playing again: `POST /v2/hubs/{hub}/streams/{key}/disabled` (spec 4.1; vendor page
/// 2775).
///
/// Example: [`Stream::disable`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Enable(Stream);

impl Operation for Enable {
    type Output = ();
    type Api = Pili;
    const NAME: &'static str = "pili.stream.enable";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let body = DisableBody { disabled: Disabled::No, disable_period_second: None };
        self.0.url(endpoint)?.path(["disabled"]).post_json(&body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
