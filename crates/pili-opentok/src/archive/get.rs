use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_json};

use super::Archive;
use crate::{OpenTok, request, wire::ArchiveInfo};

impl Archive {
    /// Reads the archive.
    pub fn info(&self) -> GetArchive {
        GetArchive(self.clone())
    }
}

/// Reads an archive: `GET /archive/{id}` (spec 7.2). Fails with
/// [`Category::NotFound`](crate::Category::NotFound) for an unknown one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct GetArchive(Archive);

impl Operation for GetArchive {
    type Output = ArchiveInfo;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.archive.get";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::get(self.0.url(endpoint)?)
    }

    fn decode(&self, response: &Response) -> Result<ArchiveInfo> {
        decode_json(response)
    }
}
