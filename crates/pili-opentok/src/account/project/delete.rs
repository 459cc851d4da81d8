use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use crate::{Project, account::OpenTokAccount, answer, request};

impl Project {
    /// Deletes the project for good. A call of the account: see [`account`](crate::account).
    pub fn delete(&self) -> Delete {
        Delete(self.clone())
    }
}

/// Deletes a project: `DELETE /v2/project/{key}` (spec 25.1).
///
/// Example: [`account`](crate::account).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Delete(Project);

impl Operation for Delete {
    type Output = ();
    type Api = OpenTokAccount;
    const NAME: &'static str = "opentok.project.delete";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::delete(self.0.url(endpoint)?)
    }

    fn decode(&self, response: &Response) -> Result<()> {
        answer::nothing(response)
    }
}
