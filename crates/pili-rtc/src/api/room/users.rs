use pili_core::{
    Endpoint, Idempotency, Operation, Request, Response, Result, decode_object, null_as_default,
};
use serde::{Deserialize, Serialize};

use super::{Parent, Room};
use crate::{App, UserId, api::Rtc};

impl<P: Parent> Room<P> {
    /// Lists the users in the room.
    ///
    /// ```no_run
    /// # async fn run(client: pili_rtc::Client) -> pili_rtc::core::Result<()> {
    /// # use pili_rtc::App;
    /// for user in client.send(App::new("desls83s2").room("lobby").users()).await? {
    ///     println!("{user:?}");
    /// }
    /// # Ok(()) }
    /// ```
    pub fn users(&self) -> Users<P> {
        Users(self.clone())
    }
}

/// Lists the users in a room: `GET /v3/apps/{app}/rooms/{room}/users` (spec 4.9; vendor page rtc 8815), earlier
/// `GET /{version}/rooms/{room}/users` (spec 4.8; vendor page 4312).
///
/// In a room of an app a user is the [`UserId`], before apps an [`ActiveUser`](crate::v2::room::ActiveUser).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Users<P = App>(Room<P>);

impl<P: Parent> Operation for Users<P> {
    type Output = Vec<P::User>;
    type Api = Rtc;
    const NAME: &'static str = P::USERS_NAME;
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.0.url(endpoint)?.path(["users"]).get()
    }

    fn decode(&self, response: &Response) -> Result<Vec<P::User>> {
        decode_object::<P::UserList>(response).map(Into::into)
    }
}

/// The users in a room of an app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserList {
    /// The users.
    #[serde(deserialize_with = "null_as_default")]
    pub users: Vec<User>,
}

/// A user in a room of an app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// The user's id.
    pub user_id: UserId,
}

impl From<UserList> for Vec<UserId> {
    fn from(list: UserList) -> Self {
        list.users.into_iter().map(|user| user.user_id).collect()
    }
}
