//! Rooms of an app: the noun, and one operation a file (spec 4.9, 4.10). What rooms of all versions have in common
//! is here too.

pub(super) mod create;
mod delete;
mod kick;
mod list;
mod parent;
mod stop_merge;
pub(super) mod users;

use pili_core::{
    Endpoint, Result, Url,
    auth::names::NameError,
    noun::{Named, checked, named},
};

use crate::{App, RoomName, UserId};

pub use create::{Create, Created};
pub use delete::Delete;
pub use kick::Kick;
pub use list::{List, RoomPage};
pub use parent::Parent;
pub use stop_merge::StopMerge;
pub use users::Users;

/// A room: of an app, unless it says otherwise. Builds operations; holds no client.
///
/// A room of an app comes into being when its first user enters, and goes with its last.
///
/// Example: [`RoomAccess::version`](crate::RoomAccess::version).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room<P = App> {
    parent: P,
    name: Named<RoomName>,
}

impl App {
    /// The room of a name: a text, checked, or a [`RoomName`], as it is.
    pub fn room<N: TryInto<RoomName, Error: Into<NameError>>>(&self, name: N) -> Room {
        Room::of(self, name)
    }
}

impl Parent for App {
    type User = UserId;
    type UserList = users::UserList;
    const DELETE_NAME: &'static str = "rtc.room.delete";
    const KICK_NAME: &'static str = "rtc.room.kick";
    const USERS_NAME: &'static str = "rtc.room.users";

    fn rooms_url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.url(endpoint)?.path(["rooms"]))
    }
}

impl<P: Parent> Room<P> {
    pub(super) fn of<N: TryInto<RoomName, Error: Into<NameError>>>(parent: &P, name: N) -> Self {
        Self { parent: parent.clone(), name: named(name) }
    }

    /// Where the room is.
    pub(super) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.parent.rooms_url(endpoint)?.path([checked(&self.name)?.as_str()]))
    }
}

impl Room {
    /// `/v4/apps/{app}/rooms/{room}/jobs`.
    pub(super) fn jobs_url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.parent.url_of("v4", endpoint)?.path(["rooms", checked(&self.name)?.as_str(), "jobs"]))
    }
}
