use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::Room;
use crate::api::Rtc;

impl Room {
    /// Stops merging and publishing the room's streams. Example: [`Room::create`].
    pub fn stop_merge(&self) -> StopMerge {
        StopMerge(self.clone())
    }
}

/// Stops the merged stream of a room: `DELETE /v3/apps/{app}/rooms/{room}/merge` (spec 4.9).
///
/// Example: [`Room::create`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct StopMerge(Room);

impl Operation for StopMerge {
    type Output = ();
    type Api = Rtc;
    const NAME: &'static str = "rtc.room.stop_merge";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.path(["merge"]).delete()
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
