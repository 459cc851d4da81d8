use pili_core::null_as_default;
use serde::{Deserialize, Serialize};

use crate::UserId;

/// A user in a room of version 1 or 2.
///
/// Example: [`Rooms::create_room`](crate::v2::Rooms::create_room).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct ActiveUser {
    /// The user's id.
    pub user_id: UserId,
    /// The user's name.
    #[serde(default)]
    pub user_name: String,
}

/// The users in a room of version 1 or 2.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActiveUsers {
    /// The users.
    #[serde(deserialize_with = "null_as_default")]
    pub active_users: Vec<ActiveUser>,
}

impl From<ActiveUsers> for Vec<ActiveUser> {
    fn from(list: ActiveUsers) -> Self {
        list.active_users
    }
}
