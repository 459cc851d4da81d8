use std::time::SystemTime;

use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, decode_object, open_enum};
use serde::{Deserialize, Serialize};

use crate::{OpenTok, Session, listed::Page, noun::Noun as _, read::millis_or_text, request};

impl Session {
    /// Lists who is connected: clients, SIP calls, WebSockets and Experience Composers.
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::Client) -> pili_opentok::core::Result<()> {
    /// use pili_opentok::Project;
    ///
    /// let session = Project::new("45678123").session("session-id");
    /// println!("{:?}", client.send(session.connections()).await?);
    /// let one = session.connection("connection-id");
    /// client.send(one.signal("the door opens").kind("door")).await?;
    /// client.send(one.play_dtmf("12#")).await?;
    /// client.send(session.play_dtmf("12#")).await?;
    /// # Ok(()) }
    /// ```
    pub fn connections(&self) -> List {
        List(self.clone())
    }
}

/// Lists the connections of a session: `GET /session/{id}/connection` (spec 9.1).
///
/// What the service answers for a session that nobody ever joined is not known. Where that is 404, this fails with
/// [`Reason::NotFound`](pili_core::Reason::NotFound), as it does for a session that does not exist.
///
/// Example: [`Session::connections`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct List(Session);

impl Operation for List {
    type Output = Page<ConnectionInfo>;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.connection.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::get(self.0.url(endpoint)?.path(["connection"]))
    }

    fn decode(&self, response: &Response) -> Result<Page<ConnectionInfo>> {
        decode_object(response)
    }
}

/// Somebody who is or was connected to a session (spec 9.1).
///
/// Example: [`Session::connections`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct ConnectionInfo {
    /// The connection's id.
    pub connection_id: String,
    /// How far the connection is.
    pub connection_state: ConnectionState,
    /// When it was made; `None` if the answer has no time that can be read.
    #[serde(default, with = "millis_or_text", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<SystemTime>,
}

open_enum! {
    /// How far a connection is.
    ///
    /// Example: [`Session::connections`].
    ConnectionState {
        /// It is being made.
        Connecting = "Connecting",
        /// It is there.
        Connected = "Connected",
        /// It ended.
        Disconnected = "Disconnected",
    }
}
