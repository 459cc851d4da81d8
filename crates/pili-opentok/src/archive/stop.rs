use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_json};

use super::Archive;
use crate::{OpenTok, request, wire::ArchiveInfo};

impl Archive {
    /// Stops the archive.
    pub fn stop(&self) -> StopArchive {
        StopArchive(self.clone())
    }
}

/// Stops an archive: `POST /archive/{id}/stop` (spec 7.2). One that does not run fails with
/// [`Category::Conflict`](crate::Category::Conflict) or [`Category::NotFound`](crate::Category::NotFound), so that
/// the call is not repeated blindly.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct StopArchive(Archive);

impl Operation for StopArchive {
    type Output = ArchiveInfo;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.archive.stop";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::post(self.0.url(endpoint)?.path(["stop"]))
    }

    fn decode(&self, response: &Response) -> Result<ArchiveInfo> {
        decode_json(response)
    }
}
