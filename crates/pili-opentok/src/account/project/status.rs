use http::Method;
use pili_core::{Endpoint, Request, Result};
use serde::{Deserialize, Serialize};

use super::ProjectStatus;
use crate::{Project, request};

/// The body that suspends a project or makes it active.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusBody {
    pub status: ProjectStatus,
}

/// `PUT /v2/project/{key}`.
pub(super) fn set(project: &Project, status: ProjectStatus, endpoint: &Endpoint) -> Result<Request> {
    request::json(Method::PUT, project.url(endpoint)?, &StatusBody { status })
}
