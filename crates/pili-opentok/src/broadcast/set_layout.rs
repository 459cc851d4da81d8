use http::Method;
use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::Broadcast;
use crate::{Layout, OpenTok, request};

impl Broadcast {
    /// Changes the layout while the broadcast runs.
    pub fn set_layout(&self, layout: Layout) -> SetBroadcastLayout {
        SetBroadcastLayout { broadcast: self.clone(), layout }
    }
}

/// Changes the layout of a broadcast: `PUT /broadcast/{id}/layout` (spec 7.3).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SetBroadcastLayout {
    broadcast: Broadcast,
    layout: Layout,
}

impl Operation for SetBroadcastLayout {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.broadcast.set_layout";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let body = self.layout.body()?;
        request::json(Method::PUT, self.broadcast.url(endpoint)?.path(["layout"]), &body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
