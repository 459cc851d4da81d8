use pili_core::null_as_default;
use serde::{Deserialize, Serialize};

/// One page of active rooms.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct RoomPage {
    /// Whether this is the last page.
    pub end: bool,
    /// Where the next page begins.
    pub offset: u64,
    /// The rooms' names.
    #[serde(deserialize_with = "null_as_default")]
    pub rooms: Vec<String>,
}

/// The users in a room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct UserList {
    /// The users.
    #[serde(deserialize_with = "null_as_default")]
    pub users: Vec<User>,
}

/// A user in a room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct User {
    /// The user's id.
    pub user_id: String,
}

/// The body that creates a room; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct RoomBody {
    /// The room's name.
    pub room_name: String,
    /// The most users in the room.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_users: Option<u32>,
    /// Seconds after which an empty room is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_close_ttl_s: Option<u64>,
    /// Seconds after which a room that nobody has entered is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_entre_ttl_s: Option<u64>,
    /// Whether the room is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open_room: Option<bool>,
}

/// A room that was created.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct RoomCreated {
    /// The id that the service gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room_id: Option<String>,
}
