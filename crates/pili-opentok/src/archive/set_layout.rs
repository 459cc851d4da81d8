use http::Method;
use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::Archive;
use crate::{Layout, OpenTok, request};

impl Archive {
    /// Changes the layout while the archive runs.
    pub fn set_layout(&self, layout: Layout) -> SetArchiveLayout {
        SetArchiveLayout { archive: self.clone(), layout }
    }
}

/// Changes the layout of an archive: `PUT /archive/{id}/layout` (spec 7.3).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SetArchiveLayout {
    archive: Archive,
    layout: Layout,
}

impl Operation for SetArchiveLayout {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.archive.set_layout";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let body = self.layout.body()?;
        request::json(Method::PUT, self.archive.url(endpoint)?.path(["layout"]), &body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
