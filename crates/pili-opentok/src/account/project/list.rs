use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_json};

use super::ProjectInfo;
use crate::{
    account::{Account, OpenTokAccount},
    request,
};

impl Account {
    /// Lists the account's projects with their secrets, all at once.
    pub fn projects(&self) -> List {
        List(())
    }
}

/// Lists projects: `GET /v2/project` (spec 25.1).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct List(());

impl Operation for List {
    type Output = Vec<ProjectInfo>;
    type Api = OpenTokAccount;
    const NAME: &'static str = "opentok.project.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::get(endpoint.url().path(["v2", "project"]))
    }

    fn decode(&self, response: &Response) -> Result<Vec<ProjectInfo>> {
        decode_json(response)
    }
}
