use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_nothing, qiniu::Qiniu};

use super::Room;

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
    type Api = Qiniu;
    const NAME: &'static str = "rtc.room.delete";

    fn idempotency(&self) -> Idempotency {
        Idempotency::Idempotent
    }

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.delete()
    }

    fn decode(&self, response: Response) -> Result<()> {
        decode_nothing(&response)
    }
}
