//! Connections: the clients of a session (spec 10).

mod force_disconnect;

use pili_core::{Endpoint, Result, Url};

use crate::{Session, id::Id};

pub use force_disconnect::ForceDisconnect;

/// A client's connection to a session. Builds operations; holds no client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    pub(crate) session: Session,
    pub(crate) id: Id,
}

impl Connection {
    /// `/session/{id}/connection/{id}`.
    pub(crate) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.session.url(endpoint)?.path(["connection"]).id(self.id.checked()?))
    }
}
