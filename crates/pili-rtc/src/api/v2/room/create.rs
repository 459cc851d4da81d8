use pili_core::{
    Endpoint, Idempotency, Operation, Request, Response, Result,
    auth::names::NameError,
    decode_object,
    noun::{Named, checked, named},
};
use serde::{Deserialize, Serialize};

use crate::{RoomName, UserId, api::Rtc, v2::Rooms};

impl Rooms {
    /// Creates a room that belongs to a user. Without a name the service invents one.
    ///
    /// ```no_run
    /// # async fn run(client: pili_rtc::Client) -> pili_rtc::core::Result<()> {
    /// use pili_rtc::v2::{Rooms, room::RoomStatus};
    ///
    /// let name = client.send(Rooms::v2().create_room("owner-1").room_name("door-17").max_users(4)).await?;
    /// let room = Rooms::v2().room(name.as_str());
    /// let info = client.send(room.info()).await?;
    /// if info.status == RoomStatus::InUse {
    ///     println!("{:?}", client.send(room.users()).await?);
    /// }
    /// client.send(room.delete()).await?;
    /// // Rooms of version 1 have the same calls.
    /// client.send(Rooms::v1().room("old-door").delete()).await?;
    /// # Ok(()) }
    /// ```
    pub fn create_room<U: TryInto<UserId, Error: Into<NameError>>>(&self, owner: U) -> Create {
        Create { rooms: *self, owner: named(owner), name: None, max_users: None }
    }
}

/// Creates a room and returns its name: `POST /{version}/rooms` (spec 4.8; vendor page 4312).
///
/// A repeat would make a second room, or fail because of the first, so it is not repeated blindly.
///
/// Example: [`Rooms::create_room`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Create {
    rooms: Rooms,
    owner: Named<UserId>,
    name: Option<Named<RoomName>>,
    max_users: Option<u32>,
}

impl Create {
    /// The room's name. Example: [`Rooms::create_room`].
    pub fn room_name<N: TryInto<RoomName, Error: Into<NameError>>>(self, name: N) -> Self {
        Self { name: Some(named(name)), ..self }
    }

    /// The most users in the room. Example: [`Rooms::create_room`].
    pub fn max_users(self, users: u32) -> Self {
        Self { max_users: Some(users), ..self }
    }
}

impl Operation for Create {
    type Output = RoomName;
    type Api = Rtc;
    const NAME: &'static str = "rtc2.room.create";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let body = OwnedRoomBody {
            owner_id: checked(&self.owner)?.to_string(),
            room_name: self.name.as_ref().map(checked).transpose()?.map(RoomName::to_string),
            user_max: self.max_users,
        };
        self.rooms.url(endpoint).post_json(&body)
    }

    fn decode(&self, response: &Response) -> Result<RoomName> {
        decode_object::<RoomNamed>(response).map(|room| room.room_name)
    }
}

/// The body that creates a room; members that are not set are not sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnedRoomBody {
    /// The user whom it belongs to.
    pub owner_id: String,
    /// The room's name; without it the service invents one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room_name: Option<String>,
    /// The most users in the room.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_max: Option<u32>,
}

/// The name of a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomNamed {
    /// The room's name.
    pub room_name: RoomName,
}
