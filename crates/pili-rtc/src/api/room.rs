//! Rooms of an app: the noun, and one operation a file (spec 4.9, 4.10).

mod create;
mod delete;
mod kick;
mod list;
mod stop_merge;
mod users;

use pili_core::{Endpoint, Result, Url, auth::names::NameError};

use crate::api::{
    App, RoomName,
    noun::{Named, checked, named},
};

pub use create::Create;
pub use delete::Delete;
pub use kick::Kick;
pub use list::List;
pub use stop_merge::StopMerge;
pub use users::Users;

/// A room of an app. It comes into being when its first user enters, and goes with its last. Builds
/// operations; holds no client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    app: App,
    name: Named<RoomName>,
}

impl App {
    /// The room of a name: a text, checked, or a [`RoomName`], as it is.
    pub fn room<N: TryInto<RoomName, Error: Into<NameError>>>(&self, name: N) -> Room {
        Room { app: self.clone(), name: named(name) }
    }
}

impl Room {
    /// `/v3/apps/{app}/rooms/{room}`.
    pub(crate) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.app.url(endpoint)?.path(["rooms", checked(&self.name)?.as_str()]))
    }

    /// `/v4/apps/{app}/rooms/{room}/jobs`.
    pub(crate) fn jobs_url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.app.url_of("v4", endpoint)?.path(["rooms", checked(&self.name)?.as_str(), "jobs"]))
    }
}
