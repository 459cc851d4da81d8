use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::Archive;
use crate::{OpenTok, answer, noun::Noun as _, request};

impl Archive {
    /// Deletes the archive. Example: [`Archive::stop`].
    pub fn delete(&self) -> Delete {
        Delete(self.clone())
    }
}

/// Deletes an archive: `DELETE /archive/{id}` (spec 7.2). Fails with
/// [`Reason::Conflict`](pili_core::Reason::Conflict) unless it is available or uploaded.
///
/// Example: [`Archive::stop`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Delete(Archive);

impl Operation for Delete {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.archive.delete";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::delete(self.0.url(endpoint)?)
    }

    fn decode(&self, response: &Response) -> Result<()> {
        answer::nothing(response)
    }
}
