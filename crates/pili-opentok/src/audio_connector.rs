//! Audio Connectors: WebSockets that take a session's audio (spec 13.3).

mod stop;

use pili_core::{Endpoint, Result, Url};

use crate::{Project, id::Id};

pub use stop::Stop;

/// A WebSocket that was connected to a session. Builds operations; holds no client.
///
/// ```no_run
/// # async fn run(client: pili_opentok::Client) -> pili_opentok::core::Result<()> {
/// use pili_opentok::Project;
/// client.send(Project::new("45678123").audio_connector("7aebb3a4-3d86-4962-b317-afb73e05439d").stop()).await?;
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AudioConnector {
    project: Project,
    id: Id,
}

impl Project {
    /// The Audio Connector of an id: [`AudioConnection::id`](crate::session::AudioConnection::id), see [`Stop`].
    /// Example: [`AudioConnector`].
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
