use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use super::ProjectInfo;
use crate::{Project, account::OpenTokAccount, request};

impl Project {
    /// Reads the project, with its secret. A call of the account: see [`account`](crate::account).
    pub fn info(&self) -> Info {
        Info(self.clone())
    }
}

/// Reads a project: `GET /v2/project/{key}` (spec 25.1).
///
/// Example: [`account`](crate::account).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info(Project);

impl Operation for Info {
    type Output = ProjectInfo;
    type Api = OpenTokAccount;
    const NAME: &'static str = "opentok.project.info";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::get(self.0.url(endpoint)?)
    }

    fn decode(&self, response: &Response) -> Result<ProjectInfo> {
        decode_object(response)
    }
}
