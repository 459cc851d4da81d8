//! Rooms of versions 1 and 2: what they do not share with [rooms of today](crate::room), and aliases for the rest.
//!
//! Example: [`Rooms::create_room`](crate::v2::Rooms::create_room).

pub(in crate::api) mod create;
mod info;
pub(in crate::api) mod users;

use super::Rooms;
use crate::room;

pub use create::Create;
pub use info::{Info, RoomInfo, RoomStatus};
pub use users::ActiveUser;

/// Deletes a room.
///
/// Example: [`Rooms::create_room`](crate::v2::Rooms::create_room).
pub type Delete = room::Delete<Rooms>;
/// Puts a user out of a room.
///
/// Example: [`Room::kick`](crate::Room::kick).
pub type Kick = room::Kick<Rooms>;
/// Lists the users in a room.
///
/// Example: [`Rooms::create_room`](crate::v2::Rooms::create_room).
pub type Users = room::Users<Rooms>;
