//! Sessions: the noun, and the operations on a whole session (spec 4 and 10).

mod create;
mod disable_mute;
mod mute_all;

use pili_core::{Endpoint, Result, Url};

use crate::{Connection, Project, Stream, id::Id};

pub use create::{AutoArchive, CreateSession, MediaMode};
pub use disable_mute::DisableMute;
pub use mute_all::MuteSession;

/// A session. Builds operations; holds no client.
///
/// It comes to life when the first client connects: until then the service knows no streams, and starts no
/// archives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub(crate) project: Project,
    pub(crate) id: Id,
}

impl Session {
    /// A stream of the session.
    pub fn stream(&self, id: impl Into<String>) -> Stream {
        Stream { session: self.clone(), id: Id::new("stream id", id) }
    }

    /// A client's connection to the session.
    pub fn connection(&self, id: impl Into<String>) -> Connection {
        Connection { session: self.clone(), id: Id::new("connection id", id) }
    }

    /// The id for a body.
    pub(crate) fn id(&self) -> Result<&str> {
        self.id.checked()
    }

    /// `/session/{id}`.
    pub(crate) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.project.url(endpoint)?.path(["session"]).id(self.id.checked()?))
    }
}
