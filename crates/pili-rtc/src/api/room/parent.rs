use std::fmt::Debug;

use pili_core::{Endpoint, Result, Url};
use serde::de::DeserializeOwned;

/// What a [`Room`](super::Room) belongs to: an [`App`](crate::App), or an account as its
/// [`Rooms`](crate::v2::Rooms) of before apps. There are no others.
///
/// Example: [`Room::create`](super::Room::create), [`v2`](crate::v2).
pub trait Parent: Clone + Debug + PartialEq + Eq {
    /// What the list of a room's users tells of one.
    type User;

    #[doc(hidden)]
    type UserList: DeserializeOwned + Into<Vec<Self::User>>;
    #[doc(hidden)]
    const DELETE_NAME: &'static str;
    #[doc(hidden)]
    const KICK_NAME: &'static str;
    #[doc(hidden)]
    const USERS_NAME: &'static str;

    /// Where its rooms are.
    #[doc(hidden)]
    fn rooms_url(&self, endpoint: &Endpoint) -> Result<Url>;
}
