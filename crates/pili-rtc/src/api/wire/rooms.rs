use pili_core::null_as_default;
use serde::{Deserialize, Serialize};

/// The body that creates a room; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct OldRoomBody {
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct RoomNamed {
    /// The room's name.
    pub room_name: String,
}

/// A room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct RoomInfo {
    /// The user whom it belongs to.
    pub owner_id: String,
    /// The room's name.
    pub room_name: String,
    /// 0: new, 1: in use, 2: finished.
    pub room_status: i64,
    /// The most users in the room.
    pub user_max: i64,
}

/// The users in a room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ActiveUsers {
    /// The users.
    #[serde(deserialize_with = "null_as_default")]
    pub active_users: Vec<ActiveUser>,
}

/// A user in a room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ActiveUser {
    /// The user's id.
    pub user_id: String,
    /// The user's name.
    pub user_name: String,
}
