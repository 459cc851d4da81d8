use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::{ProjectStatus, status};
use crate::{Project, account::OpenTokAccount, answer};

impl Project {
    /// Has the project's calls taken again. A call of the account: see [`account`](crate::account).
    pub fn activate(&self) -> Activate {
        Activate(self.clone())
    }
}

/// Makes a project active again: `PUT /v2/project/{key}` (spec 25.1).
///
/// Example: [`account`](crate::account).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Activate(Project);

impl Operation for Activate {
    type Output = ();
    type Api = OpenTokAccount;
    const NAME: &'static str = "opentok.project.activate";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        status::set(&self.0, ProjectStatus::Active, endpoint)
    }

    fn decode(&self, response: &Response) -> Result<()> {
        answer::nothing(response)
    }
}
