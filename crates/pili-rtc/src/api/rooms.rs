//! Rooms of the versions before apps (spec 4.8; vendor pages 1640 and 4312). The vendor switched version 1 off in
//! 2018.

mod create;
mod delete;
mod info;
mod kick;
mod users;

use pili_core::{Endpoint, Result, Url, auth::names::NameError};

use crate::api::{
    RoomName,
    noun::{Named, checked, named},
};

pub use create::Create;
pub use delete::Delete;
pub use info::Info;
pub use kick::Kick;
pub use users::Users;

/// The rooms of an account, in version 1 or 2. Builds operations; holds no client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rooms {
    version: &'static str,
}

impl Rooms {
    /// Under `/v1`.
    pub fn v1() -> Self {
        Self { version: "v1" }
    }

    /// Under `/v2`.
    pub fn v2() -> Self {
        Self { version: "v2" }
    }

    /// The room of a name: a text, checked, or a [`RoomName`], as it is.
    pub fn room<N: TryInto<RoomName, Error: Into<NameError>>>(&self, name: N) -> Room {
        Room { rooms: *self, name: named(name) }
    }

    /// `/{version}/rooms`.
    fn url(&self, endpoint: &Endpoint) -> Url {
        endpoint.url().path([self.version, "rooms"])
    }
}

/// A room of version 1 or 2. Builds operations; holds no client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    rooms: Rooms,
    name: Named<RoomName>,
}

impl Room {
    /// `/{version}/rooms/{room}`.
    fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.rooms.url(endpoint).path([checked(&self.name)?.as_str()]))
    }
}
