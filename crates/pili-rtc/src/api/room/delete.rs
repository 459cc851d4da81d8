use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::{Parent, Room};
use crate::{App, api::Rtc};

impl<P: Parent> Room<P> {
    /// Ends the room and deletes it. Example: [`Room::create`].
    pub fn delete(&self) -> Delete<P> {
        Delete(self.clone())
    }
}

/// Deletes a room: `DELETE /v3/apps/{app}/rooms/{room}` (spec 4.10), earlier `DELETE /{version}/rooms/{room}`
/// (spec 4.8; vendor page 4312).
///
/// Example: [`Room::create`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Delete<P = App>(Room<P>);

impl<P: Parent> Operation for Delete<P> {
    type Output = ();
    type Api = Rtc;
    const NAME: &'static str = P::DELETE_NAME;
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.delete()
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
