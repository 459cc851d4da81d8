use std::fmt;

use pili_auth::opentok::Role;
use pili_opentok::stream::{StreamInfo, VideoType};

use super::Local;
use crate::{Refused, opentok::OpenTok};

impl Local {
    /// Connects a client to a session of OpenTok or Vonage Video with its client token, as an app with the vendor's client SDK
    /// does: over the wire `POST /_local/opentok/sessions/{id}/connections`.
    ///
    /// ```
    /// use pili_core::auth::Credentials;
    /// use pili_local::Local;
    /// use pili_opentok::{ClientToken, MediaMode, Nonce, Project};
    ///
    /// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let project = Credentials::new("45678123", "a secret");
    /// let local = Local::builder().credentials(project.clone()).build();
    /// let client = pili_opentok::builder(project.clone()).transport(local.transport());
    /// let create = Project::new("45678123").create_session().media_mode(MediaMode::Routed);
    /// let id = client.send(create).await?.session_id;
    ///
    /// let token = ClientToken::new(&id).data("name=Ann").jwt(&project, local.clock().now(), Nonce::new(1)?)?;
    /// let ann = local.connect(&id, &token)?;
    /// let stream = ann.publish_stream("camera of Ann")?;
    /// let session = Project::new("45678123").session(&id);
    /// assert_eq!(client.send(session.stream(&stream.id).info()).await?.name, "camera of Ann");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// What the service refuses: 403 for a token that is not good for the session, with the reason; 404 if there
    /// is no such session.
    pub fn connect(&self, session: &str, token: &str) -> Result<SessionClient, Refused> {
        let state = self.service.opentok.of_session(session);
        let (id, decoded) = state.connect(session, token)?;
        let (role, data) = (decoded.role, decoded.data);
        Ok(SessionClient { state, session: session.to_owned(), id, role, data })
    }
}

/// A client that is connected to a session of OpenTok, played by a test: see [`Local::connect`]. It stays connected
/// when this is dropped.
///
/// ```
/// use pili_core::auth::{Credentials, opentok::Role};
/// use pili_local::Local;
/// use pili_opentok::{ClientToken, MediaMode, Nonce, Project, stream::VideoType};
///
/// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let project = Credentials::new("45678123", "a secret");
/// let local = Local::builder().credentials(project.clone()).build();
/// let client = pili_opentok::builder(project.clone()).transport(local.transport());
/// let create = Project::new("45678123").create_session().media_mode(MediaMode::Routed);
/// let id = client.send(create).await?.session_id;
///
/// let token = ClientToken::new(&id).jwt(&project, local.clock().now(), Nonce::new(1)?)?;
/// let ann = local.connect(&id, &token)?;
/// assert_eq!((ann.session_id(), ann.role()), (&*id, Role::Publisher));
/// let slides = ann.publish("slides", VideoType::Screen)?;
/// ann.unpublish(&slides.id)?;
///
/// let session = Project::new("45678123").session(&id);
/// client.send(session.connection(ann.connection_id()).force_disconnect()).await?;
/// assert_eq!(ann.disconnect().unwrap_err().status(), 404);
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct SessionClient {
    state: OpenTok,
    session: String,
    id: String,
    role: Role,
    data: String,
}

impl SessionClient {
    /// The id of its connection, by which [`SessionClient`] has it ended from outside.
    pub fn connection_id(&self) -> &str {
        &self.id
    }

    /// The id of the session that it was [connected to](Local::connect).
    pub fn session_id(&self) -> &str {
        &self.session
    }

    /// What its token lets it do: as in [`SessionClient`] what a publisher may, unless the token says otherwise.
    pub fn role(&self) -> Role {
        self.role
    }

    /// What its token tells of it. Example: [`Local::connect`].
    pub fn data(&self) -> &str {
        &self.data
    }

    /// Publishes a camera. Example: [`Local::connect`].
    ///
    /// # Errors
    /// 403 for a subscriber, 404 if it is no longer connected.
    pub fn publish_stream(&self, name: impl Into<String>) -> Result<StreamInfo, Refused> {
        self.publish(name, VideoType::Camera)
    }

    /// Publishes what `video_type` says, such as the screen in [`SessionClient`].
    ///
    /// # Errors
    /// As [`publish_stream`](Self::publish_stream).
    pub fn publish(&self, name: impl Into<String>, video_type: VideoType) -> Result<StreamInfo, Refused> {
        Ok(self.state.publish(&self.session, &self.id, name.into(), video_type)?)
    }

    /// Stops publishing a stream, by its id: in [`SessionClient`] that of the slides.
    ///
    /// # Errors
    /// 404 if there is no such stream.
    pub fn unpublish(&self, stream: &str) -> Result<(), Refused> {
        Ok(self.state.unpublish(&self.session, stream)?)
    }

    /// Disconnects; its streams end. [`SessionClient`] has one that is gone already.
    ///
    /// # Errors
    /// 404 if it is no longer connected.
    pub fn disconnect(&self) -> Result<(), Refused> {
        Ok(self.state.disconnect(&self.session, &self.id)?)
    }
}

impl fmt::Debug for SessionClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { state: _, session, id, role, data } = self;
        let mut shown = f.debug_struct("SessionClient");
        shown.field("session", session).field("id", id).field("role", role).field("data", data).finish()
    }
}
