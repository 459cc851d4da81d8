use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, auth::names::NameError};

use super::Room;
use crate::Rtc;
use crate::api::{
    UserId,
    noun::{Named, checked, named},
};

impl Room {
    /// Puts a user out of the room.
    pub fn kick<U: TryInto<UserId, Error: Into<NameError>>>(&self, user: U) -> Kick {
        Kick { room: self.clone(), user: named(user) }
    }
}

/// Puts a user out of a room: `DELETE /{version}/rooms/{room}/users/{user}` (spec 4.8; vendor page 4312).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Kick {
    room: Room,
    user: Named<UserId>,
}

impl Operation for Kick {
    type Output = ();
    type Api = Rtc;
    const NAME: &'static str = "rtc.room.kick_v12";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.room.url(endpoint)?.path(["users", checked(&self.user)?.as_str()]).delete()
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
