use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use crate::{Connection, OpenTok, answer, noun::Noun as _, request};

impl Connection {
    /// Disconnects the client; it may connect again with a token that is still good.
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::Client) -> pili_opentok::core::Result<()> {
    /// # use pili_opentok::Project;
    /// # let (session_id, connection_id) = ("1_MX4", "connection-id");
    /// let session = Project::new("45678123").session(session_id);
    /// client.send(session.connection(connection_id).force_disconnect()).await?;
    /// # Ok(()) }
    /// ```
    pub fn force_disconnect(&self) -> ForceDisconnect {
        ForceDisconnect(self.clone())
    }
}

/// Disconnects a client: `DELETE /session/{id}/connection/{id}` (spec 10). Hangs up, if it is a SIP call.
///
/// Example: [`Connection::force_disconnect`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct ForceDisconnect(Connection);

impl Operation for ForceDisconnect {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.connection.force_disconnect";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::delete(self.0.url(endpoint)?)
    }

    fn decode(&self, response: &Response) -> Result<()> {
        answer::nothing(response)
    }
}
