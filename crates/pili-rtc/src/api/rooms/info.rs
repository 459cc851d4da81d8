use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object};

use super::Room;
use crate::Rtc;
use crate::api::wire::RoomInfo;

impl Room {
    /// Reads the room: its owner, whether it is in use, its limit.
    pub fn info(&self) -> Info {
        Info(self.clone())
    }
}

/// Reads a room: `GET /{version}/rooms/{room}` (spec 4.8; vendor page 4312).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Info(Room);

impl Operation for Info {
    type Output = RoomInfo;
    type Api = Rtc;
    const NAME: &'static str = "rtc.room.get";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.get()
    }

    fn decode(&self, response: &Response) -> Result<RoomInfo> {
        decode_object(response)
    }
}
