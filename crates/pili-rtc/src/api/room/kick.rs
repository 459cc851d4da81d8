use pili_core::{
    Endpoint, Idempotency, Operation, Request, Response, Result,
    auth::names::NameError,
    noun::{Named, checked, named},
};

use super::{Parent, Room};
use crate::{App, UserId, api::Rtc};

impl<P: Parent> Room<P> {
    /// Puts a user out of the room.
    ///
    /// ```no_run
    /// # async fn run(client: pili_rtc::Client) -> pili_rtc::core::Result<()> {
    /// # use pili_rtc::App;
    /// client.send(App::new("desls83s2").room("lobby").kick("mallory")).await?;
    /// # Ok(()) }
    /// ```
    pub fn kick<U: TryInto<UserId, Error: Into<NameError>>>(&self, user: U) -> Kick<P> {
        Kick { room: self.clone(), user: named(user) }
    }
}

/// Puts a user out of a room: `DELETE /v3/apps/{app}/rooms/{room}/users/{user}` (spec 4.9; vendor page rtc 8815),
/// earlier `DELETE /{version}/rooms/{room}/users/{user}` (spec 4.8; vendor page 4312).
///
/// Fails with [`Reason::NotFound`](pili_core::Reason::NotFound) for an unknown app or user and
/// [`Code::RoomNotActive`](crate::Code::RoomNotActive) when nobody is in.
///
/// Example: [`Room::kick`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Kick<P = App> {
    room: Room<P>,
    user: Named<UserId>,
}

impl<P: Parent> Operation for Kick<P> {
    type Output = ();
    type Api = Rtc;
    const NAME: &'static str = P::KICK_NAME;
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.room.url(endpoint)?.path(["users", checked(&self.user)?.as_str()]).delete()
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
