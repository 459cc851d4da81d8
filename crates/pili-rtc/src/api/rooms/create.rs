use pili_core::{
    Endpoint, Idempotency, Operation, Request, Response, Result, auth::names::NameError, decode_object,
};

use super::Rooms;
use crate::Rtc;
use crate::api::{
    RoomName, UserId,
    noun::{Named, checked, named},
    wire::{OldRoomBody, RoomNamed},
};

impl Rooms {
    /// Creates a room that belongs to a user. Without a name the service invents one.
    pub fn create<U: TryInto<UserId, Error: Into<NameError>>>(&self, owner: U) -> Create {
        Create { rooms: *self, owner: named(owner), name: None, user_max: None }
    }
}

/// Creates a room and returns its name: `POST /{version}/rooms` (spec 4.8; vendor page 4312).
///
/// A repeat would make a second room, or fail because of the first, so it is not repeated blindly.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Create {
    rooms: Rooms,
    owner: Named<UserId>,
    name: Option<Named<RoomName>>,
    user_max: Option<u32>,
}

impl Create {
    /// The room's name.
    pub fn room_name<N: TryInto<RoomName, Error: Into<NameError>>>(self, name: N) -> Self {
        Self { name: Some(named(name)), ..self }
    }

    /// The most users in the room.
    pub fn user_max(self, users: u32) -> Self {
        Self { user_max: Some(users), ..self }
    }
}

impl Operation for Create {
    type Output = String;
    type Api = Rtc;
    const NAME: &'static str = "rtc.room.create";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let owner_id = checked(&self.owner)?.to_string();
        let room_name = self.name.as_ref().map(checked).transpose()?.map(RoomName::to_string);
        let body = OldRoomBody { owner_id, room_name, user_max: self.user_max };
        self.rooms.url(endpoint).post_json(&body)
    }

    fn decode(&self, response: &Response) -> Result<String> {
        decode_object::<RoomNamed>(response).map(|room| room.room_name)
    }
}
