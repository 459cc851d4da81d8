//! Live captions of what is said in a session (spec 13.2).
//!
//! Example: [`Session::start_captions`](crate::session::Session::start_captions).

pub(crate) mod start;
mod stop;

use pili_core::{Endpoint, Result, Url};

use crate::{Project, id::Id};

pub use start::{CaptionsInfo, Start};
pub use stop::Stop;

/// The captions of a session. Builds operations; holds no client.
///
/// Example: [`Session::start_captions`](crate::session::Session::start_captions).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Captions {
    pub(crate) project: Project,
    pub(crate) id: Id,
}

impl Captions {
    /// `/captions/{id}`.
    pub(crate) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.project.url(endpoint)?.path(["captions"]).id(self.id.checked()?))
    }
}
