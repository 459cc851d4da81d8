use http::Method;
use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};
use serde::{Deserialize, Serialize};

use crate::{OpenTok, Session, answer, id::check_ids, noun::Noun as _, request};

impl Session {
    /// Mutes all streams, those published later too, until [`disable_mute`](Self::disable_mute).
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::Client) -> pili_opentok::core::Result<()> {
    /// # use pili_opentok::Project;
    /// # let (session_id, speaker) = ("1_MX4", "stream-id");
    /// client.send(Project::new("45678123").session(session_id).mute_all().except([speaker])).await?;
    /// # Ok(()) }
    /// ```
    pub fn mute_all(&self) -> MuteAll {
        MuteAll { session: self.clone(), excluded: Vec::new() }
    }
}

/// Mutes all streams of a session: `POST /session/{id}/mute` (spec 10).
///
/// Example: [`Session::mute_all`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct MuteAll {
    session: Session,
    excluded: Vec<String>,
}

impl MuteAll {
    /// Leaves these streams as they are. Example: [`Session::mute_all`].
    pub fn except<T: Into<String>>(self, streams: impl IntoIterator<Item = T>) -> Self {
        Self { excluded: streams.into_iter().map(Into::into).collect(), ..self }
    }
}

impl Operation for MuteAll {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.session.mute_all";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        check_ids("excluded streams", &self.excluded)?;
        let body = Mute { active: true, excluded_stream_ids: Some(self.excluded.clone()) };
        request::json(Method::POST, self.session.url(endpoint)?.path(["mute"]), &body)
    }

    fn decode(&self, response: &Response) -> Result<()> {
        answer::nothing(response)
    }
}

/// The body that mutes a session or lifts that.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Mute {
    pub active: bool,
    /// Some SDKs call it `excludedStreams`.
    #[serde(alias = "excludedStreams", skip_serializing_if = "Option::is_none")]
    pub excluded_stream_ids: Option<Vec<String>>,
}
