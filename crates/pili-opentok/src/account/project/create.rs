use http::Method;
use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};
use serde::{Deserialize, Serialize};

use super::ProjectInfo;
use crate::{
    account::{Account, OpenTokAccount},
    id::check_filled,
    request,
};

impl Account {
    /// Creates a project, with a key and a secret of its own. Example: [`account`](crate::account).
    pub fn create_project(&self) -> Create {
        Create { body: ProjectCreate::default() }
    }
}

/// Creates a project: `POST /v2/project` (spec 25.1).
///
/// Example: [`account`](crate::account).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Create {
    body: ProjectCreate,
}

impl Create {
    /// The project's name; names need not differ.
    ///
    /// Example: [`account`](crate::account).
    pub fn name(self, name: impl Into<String>) -> Self {
        Self { body: ProjectCreate { name: Some(name.into()) } }
    }
}

impl Operation for Create {
    type Output = ProjectInfo;
    type Api = OpenTokAccount;
    const NAME: &'static str = "opentok.project.create";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let url = endpoint.url().path(["v2", "project"]);
        match &self.body.name {
            None => request::post(url),
            Some(name) => {
                check_filled("project name", name)?;
                request::json(Method::POST, url, &self.body)
            }
        }
    }

    fn decode(&self, response: &Response) -> Result<ProjectInfo> {
        decode_object(response)
    }
}

/// The body that creates a project.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectCreate {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}
