use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::url;
use crate::{OpenTok, Project, answer, request};

impl Project {
    /// Leaves the project's archives with OpenTok again. Example: [`Project::set_archive_storage`].
    pub fn delete_archive_storage(&self) -> Delete {
        Delete(self.clone())
    }
}

/// Takes off where archives are uploaded to: `DELETE /archive/storage` (spec 7.5). What was uploaded stays there.
///
/// Example: [`Project::set_archive_storage`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Delete(Project);

impl Operation for Delete {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.archive_storage.delete";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::delete(url(&self.0, endpoint)?)
    }

    fn decode(&self, response: &Response) -> Result<()> {
        answer::nothing(response)
    }
}
