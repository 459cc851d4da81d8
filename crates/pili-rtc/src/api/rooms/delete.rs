use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::Room;
use crate::Rtc;

impl Room {
    /// Deletes the room.
    pub fn delete(&self) -> Delete {
        Delete(self.clone())
    }
}

/// Deletes a room: `DELETE /{version}/rooms/{room}` (spec 4.8; vendor page 4312).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Delete(Room);

impl Operation for Delete {
    type Output = ();
    type Api = Rtc;
    const NAME: &'static str = "rtc.room.delete";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.delete()
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
