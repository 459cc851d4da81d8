use pili_core::{Endpoint, Error, Result, Url, auth::opentok::ApplicationId};

use crate::{
    Archive, Broadcast, Callback, Captions, Credentials, MediaMode, Render, Session, archive, broadcast,
    callback, id::Id, listed, render,
};

/// A project of OpenTok or an application of Vonage: where everything else is found. Builds operations; holds no
/// client.
///
/// Ids are opaque texts. An empty one is reported by the operation that uses it, before anything is sent.
///
/// ```
/// use pili_opentok::{Credentials, Project};
///
/// let credentials = Credentials::project("45678123", "secret");
/// assert_eq!(Project::of(&credentials), Project::new("45678123"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    id: String,
}

impl Project {
    /// The project of an API key, which is decimal digits, or the application of an ID, which is a UUID.
    /// Example: [`Project`].
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }

    /// The project or application of these credentials. Example: [`Project`].
    pub fn of(credentials: &Credentials) -> Self {
        Self::new(credentials.id())
    }

    /// Its API key or ID.
    ///
    /// ```
    /// use pili_opentok::Project;
    /// assert_eq!(Project::new("45678123").id(), "45678123");
    /// ```
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The session of an id. Example: [the crate's page](crate).
    pub fn session(&self, id: impl Into<String>) -> Session {
        Session { project: self.clone(), id: Id::new("session id", id) }
    }

    /// The archive of an id. Example: [`Session::start_archive`].
    pub fn archive(&self, id: impl Into<String>) -> Archive {
        Archive { project: self.clone(), id: Id::new("archive id", id) }
    }

    /// Lists archives, newest first; deleted ones are left out. Example: [`List::offset`](crate::listed::List::offset).
    pub fn archives(&self) -> archive::List {
        listed::List::new(self.clone())
    }

    /// The broadcast of an id. Example: [the crate's page](crate).
    pub fn broadcast(&self, id: impl Into<String>) -> Broadcast {
        Broadcast { project: self.clone(), id: Id::new("broadcast id", id) }
    }

    /// Lists broadcasts that are running, newest first. Example: [`Broadcast::stop`].
    pub fn broadcasts(&self) -> broadcast::List {
        listed::List::new(self.clone())
    }

    /// The Experience Composer of an id. Example: [`Session::start_render`].
    pub fn render(&self, id: impl Into<String>) -> Render {
        Render { project: self.clone(), id: Id::new("render id", id) }
    }

    /// Lists Experience Composers. Example: [`Session::start_render`].
    pub fn renders(&self) -> render::List {
        listed::List::new(self.clone())
    }

    /// The captions of an id. Example: [`Session::start_captions`].
    pub fn captions(&self, id: impl Into<String>) -> Captions {
        Captions { project: self.clone(), id: Id::new("captions id", id) }
    }

    /// The registered callback of an id. Example: [`Project::register_callback`].
    pub fn callback(&self, id: impl Into<String>) -> Callback {
        Callback { project: self.clone(), id: Id::new("callback id", id) }
    }

    /// Lists registered callbacks. Example: [`Project::register_callback`].
    pub fn callbacks(&self) -> callback::List {
        callback::List(self.clone())
    }

    /// `/v2/project/{id}`.
    pub(crate) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        self.check_id()?;
        Ok(endpoint.url().path(["v2", "project", &self.id]))
    }

    pub(crate) fn check_id(&self) -> Result<()> {
        if self.has_api_key() || self.is_application() {
            return Ok(());
        }
        Err(Error::invalid("API key", "must be decimal digits, or an application's ID, which is a UUID"))
    }

    /// What the vendor's SDKs of each platform choose for a session unless they are told (spec 23.1).
    pub(crate) fn media_mode(&self) -> MediaMode {
        if self.is_application() { MediaMode::Routed } else { MediaMode::Relayed }
    }

    fn has_api_key(&self) -> bool {
        !self.id.is_empty() && self.id.bytes().all(|byte| byte.is_ascii_digit())
    }

    fn is_application(&self) -> bool {
        ApplicationId::new(&*self.id).is_ok()
    }
}
