//! Rooms of versions 1 and 2, before there were apps (spec 4.8; vendor pages 1640 and 4312). The vendor switched
//! version 1 off in 2018.
//!
//! Example: [`Rooms::create_room`](crate::v2::Rooms::create_room).

pub mod room;

use pili_core::{Endpoint, Result, Url, auth::names::NameError};

use super::room::Parent;
use crate::RoomName;

/// A room of version 1 or 2. It must be created before somebody enters. Builds operations; holds no client.
///
/// Example: [`Rooms::create_room`].
pub type Room = super::Room<Rooms>;

/// The rooms of an account, in version 1 or 2. Builds operations; holds no client.
///
/// Example: [`Rooms::create_room`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rooms {
    version: &'static str,
}

impl Rooms {
    /// Under `/v1`. Example: [`Rooms::create_room`].
    pub fn v1() -> Self {
        Self { version: "v1" }
    }

    /// Under `/v2`. Example: [`Rooms::create_room`].
    pub fn v2() -> Self {
        Self { version: "v2" }
    }

    /// The room of a name: a text, checked, or a [`RoomName`], as it is.
    pub fn room<N: TryInto<RoomName, Error: Into<NameError>>>(&self, name: N) -> Room {
        Room::of(self, name)
    }

    /// `/{version}/rooms`.
    fn url(&self, endpoint: &Endpoint) -> Url {
        endpoint.url().path([self.version, "rooms"])
    }
}

impl Parent for Rooms {
    type User = room::ActiveUser;
    type UserList = room::users::ActiveUsers;
    const DELETE_NAME: &'static str = "rtc2.room.delete";
    const KICK_NAME: &'static str = "rtc2.room.kick";
    const USERS_NAME: &'static str = "rtc2.room.users";

    fn rooms_url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.url(endpoint))
    }
}
