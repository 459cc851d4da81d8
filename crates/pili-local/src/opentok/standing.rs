//! Whether a project's calls are taken.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};

use serde::{Deserialize, Serialize};

use super::{refused::Refused, state::OpenTok};

/// Lets the calls of a project through that is neither suspended nor deleted.
pub(super) async fn check(State(state): State<OpenTok>, request: Request, next: Next) -> Response {
    match state.check_standing() {
        Ok(()) => next.run(request).await,
        Err(refused) => refused.into_response(),
    }
}

/// Whether a project's calls are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Standing {
    #[default]
    Active,
    Suspended,
    Deleted,
}

impl Standing {
    pub(super) fn check(self) -> Result<(), Refused> {
        match self {
            Self::Active => Ok(()),
            Self::Suspended => Err(Refused::new(403, "The project is suspended").coded(-1)),
            Self::Deleted => Err(Refused::new(403, "Issuer not found: the project was deleted").coded(-1)),
        }
    }
}
