//! Callbacks: URLs that are called on events. The vendor documents them in the SDK for Node only (spec 13.4).

mod list;
mod register;
mod unregister;

use pili_core::{Endpoint, Result, Url};

use crate::{Project, id::Id};

pub use list::ListCallbacks;
pub use register::RegisterCallback;
pub use unregister::UnregisterCallback;

/// A registered callback. Builds operations; holds no client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callback {
    pub(crate) project: Project,
    pub(crate) id: Id,
}

impl Callback {
    /// `/callback/{id}`.
    pub(crate) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.project.url(endpoint)?.path(["callback"]).id(self.id.checked()?))
    }
}
