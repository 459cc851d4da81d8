//! Apps: the noun, and one operation a file (spec 4.9).

mod create;
mod delete;
mod event_callback;
mod info;
mod list;
mod update;

use pili_core::{Endpoint, Result, Url, auth::names::NameError};

use crate::api::{
    AppId,
    noun::{Named, checked, named},
};

pub use create::Create;
pub use delete::Delete;
pub use event_callback::SetEventCallback;
pub use info::Info;
pub use list::List;
pub use update::Update;

/// An app: what rooms and users belong to. Builds operations; holds no client.
///
/// A name that breaks the rules is reported by the operation that uses it, before anything is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct App {
    id: Named<AppId>,
}

impl App {
    /// The app of an id: a text, checked, or an [`AppId`], as it is.
    pub fn new<I: TryInto<AppId, Error: Into<NameError>>>(id: I) -> Self {
        Self { id: named(id) }
    }

    /// `/v3/apps/{app}`.
    pub(crate) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        self.url_of("v3", endpoint)
    }

    /// `/{version}/apps/{app}`.
    pub(crate) fn url_of(&self, version: &str, endpoint: &Endpoint) -> Result<Url> {
        Ok(endpoint.url().path([version, "apps", checked(&self.id)?.as_str()]))
    }
}
