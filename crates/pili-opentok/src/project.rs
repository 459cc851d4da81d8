use pili_core::{Endpoint, Error, Result, Url};

use crate::{
    Archive, Broadcast, Callback, Captions, Render, Session, archive, broadcast, callback, id::Id, listed,
    render,
};

/// A project, by its API key: where everything else is found. Builds operations; holds no client.
///
/// Ids are opaque texts. An empty one is reported by the operation that uses it, before anything is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    api_key: String,
}

impl Project {
    /// The project of an API key: decimal digits.
    pub fn new(api_key: impl Into<String>) -> Self {
        Self { api_key: api_key.into() }
    }

    /// The session of an id.
    pub fn session(&self, id: impl Into<String>) -> Session {
        Session { project: self.clone(), id: Id::new("session id", id) }
    }

    /// The archive of an id.
    pub fn archive(&self, id: impl Into<String>) -> Archive {
        Archive { project: self.clone(), id: Id::new("archive id", id) }
    }

    /// Lists archives, newest first; deleted ones are left out.
    pub fn archives(&self) -> archive::List {
        listed::List::new(self.clone())
    }

    /// The broadcast of an id.
    pub fn broadcast(&self, id: impl Into<String>) -> Broadcast {
        Broadcast { project: self.clone(), id: Id::new("broadcast id", id) }
    }

    /// Lists broadcasts that are running, newest first.
    pub fn broadcasts(&self) -> broadcast::List {
        listed::List::new(self.clone())
    }

    /// The Experience Composer of an id.
    pub fn render(&self, id: impl Into<String>) -> Render {
        Render { project: self.clone(), id: Id::new("render id", id) }
    }

    /// Lists Experience Composers.
    pub fn renders(&self) -> render::List {
        listed::List::new(self.clone())
    }

    /// The captions of an id.
    pub fn captions(&self, id: impl Into<String>) -> Captions {
        Captions { project: self.clone(), id: Id::new("captions id", id) }
    }

    /// The registered callback of an id.
    pub fn callback(&self, id: impl Into<String>) -> Callback {
        Callback { project: self.clone(), id: Id::new("callback id", id) }
    }

    /// Lists registered callbacks.
    pub fn callbacks(&self) -> callback::List {
        callback::List(self.clone())
    }

    /// `/v2/project/{apiKey}`.
    pub(crate) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        self.check_key()?;
        Ok(endpoint.url().path(["v2", "project", &self.api_key]))
    }

    pub(crate) fn check_key(&self) -> Result<()> {
        let digits = self.api_key.bytes().all(|byte| byte.is_ascii_digit());
        if digits && !self.api_key.is_empty() {
            return Ok(());
        }
        Err(Error::invalid("API key", "must be decimal digits"))
    }
}
