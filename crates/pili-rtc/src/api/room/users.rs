use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use crate::Rtc;
use crate::api::{
    Room,
    wire::{User, UserList},
};

impl Room {
    /// Lists the users in the room.
    pub fn users(&self) -> Users {
        Users(self.clone())
    }
}

/// Lists the users in a room: `GET /v3/apps/{app}/rooms/{room}/users` (spec 4.9; vendor page rtc 8815).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Users(Room);

impl Operation for Users {
    type Output = Vec<User>;
    type Api = Rtc;
    const NAME: &'static str = "rtc.room.users";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.path(["users"]).get()
    }

    fn decode(&self, response: &Response) -> Result<Vec<User>> {
        decode_object::<UserList>(response).map(|list| list.users)
    }
}
