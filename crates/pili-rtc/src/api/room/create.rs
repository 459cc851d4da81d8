use std::time::Duration;

use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use crate::Rtc;
use crate::api::{
    Room,
    noun::checked,
    wire::{RoomBody, RoomCreated},
};

impl Room {
    /// Creates the room. Not needed before entering: a room comes into being when its first user enters.
    pub fn create(&self) -> Create {
        Create { room: self.clone(), body: RoomBody::default() }
    }
}

/// Creates a room: `POST /v3/apps/{app}/createroom` (spec 4.10). What a repeat answers is not documented, so it
/// is not repeated blindly.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Create {
    room: Room,
    body: RoomBody,
}

impl Create {
    /// The most users in the room.
    pub fn max_users(mut self, users: u32) -> Self {
        self.body.max_users = Some(users);
        self
    }

    /// Closes the room when it has been empty for this long, whole seconds.
    pub fn auto_close_after(mut self, length: Duration) -> Self {
        self.body.auto_close_ttl_s = Some(length.as_secs());
        self
    }

    /// Closes the room when nobody has entered for this long, whole seconds.
    pub fn close_unentered_after(mut self, length: Duration) -> Self {
        self.body.no_entre_ttl_s = Some(length.as_secs());
        self
    }

    /// Whether the room is open.
    pub fn open(mut self, open: bool) -> Self {
        self.body.open_room = Some(open);
        self
    }
}

impl Operation for Create {
    type Output = RoomCreated;
    type Api = Rtc;
    const NAME: &'static str = "rtc.room.create_v3";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let room_name = checked(&self.room.name)?.to_string();
        let body = RoomBody { room_name, ..self.body.clone() };
        self.room.app.url(endpoint)?.path(["createroom"]).post_json(&body)
    }

    fn decode(&self, response: &Response) -> Result<RoomCreated> {
        if response.body().is_empty() {
            return Ok(RoomCreated::default());
        }
        decode_object(response)
    }
}
