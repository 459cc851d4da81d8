use std::collections::BTreeMap;

use pili_rtc::RoomAccess;
use serde::{Deserialize, Serialize};

use crate::reply::Refused;

/// Who is in a room, and with which permission.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Users(BTreeMap<String, String>);

/// How a user came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entered {
    Anew,
    /// The user was in already; that older entry has ended.
    InPlaceOfOlder,
}

/// Who may enter.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Limits {
    /// The most users; 0 for any number.
    pub(super) max_users: u32,
    /// Refuses a user who is in already, instead of ending the older entry.
    pub(super) no_auto_kick_user: bool,
}

impl Users {
    pub(super) fn enter(&mut self, access: &RoomAccess, limits: Limits) -> Result<Entered, Refused> {
        let user = access.user().as_str();
        let was_in = self.0.contains_key(user);
        if was_in && limits.no_auto_kick_user {
            return Err(Refused::new(614, "user already in room: noAutoKickUser is set"));
        }
        if !was_in && limits.max_users > 0 && self.0.len() >= limits.max_users as usize {
            return Err(Refused::new(403, format!("room is full: at most {} users", limits.max_users)));
        }
        self.0.insert(user.to_owned(), access.permission().as_str().to_owned());
        Ok(if was_in { Entered::InPlaceOfOlder } else { Entered::Anew })
    }

    pub(super) fn take_out(&mut self, user: &str) -> Result<(), Refused> {
        self.0.remove(user).map(drop).ok_or(Refused::not_found("user not found"))
    }

    pub(super) fn check(&self, user: &str) -> Result<(), Refused> {
        if self.0.contains_key(user) { Ok(()) } else { Err(Refused::not_found("user not found")) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }
}
