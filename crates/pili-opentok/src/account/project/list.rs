use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_json};

use super::ProjectInfo;
use crate::{
    account::{Account, OpenTokAccount},
    request,
};

impl Account {
    /// Lists the account's projects with their secrets, all at once.
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::account::Client) -> pili_opentok::core::Result<()> {
    /// use pili_opentok::account::{Account, project::ProjectStatus};
    ///
    /// let account = Account::default();
    /// for project in client.send(account.projects()).await? {
    ///     println!("{project:?}");
    /// }
    /// # Ok(()) }
    /// ```
    pub fn projects(&self) -> List {
        List(())
    }
}

/// Lists projects: `GET /v2/project` (spec 25.1).
///
/// Example: [`Account::projects`].
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
