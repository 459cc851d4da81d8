//! Audio Connectors: WebSockets that take a session's audio (spec 13.3).

mod stop;

use pili_core::{Endpoint, Result, Url};

use crate::{Project, id::Id};

pub use stop::Stop;

/// A WebSocket that was connected to a session. Builds operations; holds no client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AudioConnector {
    project: Project,
    id: Id,
}

impl Project {
    /// The Audio Connector of an id: [`AudioConnection::id`](crate::session::AudioConnection::id), see [`Stop`].
    pub fn audio_connector(&self, id: impl Into<String>) -> AudioConnector {
        AudioConnector { project: self.clone(), id: Id::new("audio connector id", id) }
    }
}

impl AudioConnector {
    /// `/connect/{id}`.
    fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.project.url(endpoint)?.path(["connect"]).id(self.id.checked()?))
    }
}
