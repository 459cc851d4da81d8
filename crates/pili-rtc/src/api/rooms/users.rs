use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use super::Room;
use crate::Rtc;
use crate::api::wire::{ActiveUser, ActiveUsers};

impl Room {
    /// Lists the users in the room.
    pub fn users(&self) -> Users {
        Users(self.clone())
    }
}

/// Lists the users in a room: `GET /{version}/rooms/{room}/users` (spec 4.8; vendor page 4312).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Users(Room);

impl Operation for Users {
    type Output = Vec<ActiveUser>;
    type Api = Rtc;
    const NAME: &'static str = "rtc.room.users_v12";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.path(["users"]).get()
    }

    fn decode(&self, response: &Response) -> Result<Vec<ActiveUser>> {
        decode_object::<ActiveUsers>(response).map(|list| list.active_users)
    }
}
