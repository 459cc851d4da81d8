use pili_core::{
    ApiError, Endpoint, Idempotency, Operation, Reason, Request, Response, Result, decode_object,
};

use super::StreamInfo;
use crate::{OpenTok, Session, listed::Page, noun::Noun as _, request};

impl Session {
    /// Lists the streams that are published now.
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::Client) -> pili_opentok::core::Result<()> {
    /// use pili_opentok::Project;
    ///
    /// let session = Project::new("45678123").session("session-id");
    /// for stream in client.send(session.streams()).await?.items {
    ///     println!("{stream:?}");
    /// }
    /// let one = session.stream("stream-1");
    /// println!("{:?}", client.send(one.info()).await?);
    /// client.send(one.mute()).await?;
    /// client.send(session.set_class_lists().stream("stream-1", ["focus"])).await?;
    /// # Ok(()) }
    /// ```
    pub fn streams(&self) -> List {
        List(self.clone())
    }
}

/// Lists the streams of a session: `GET /session/{id}/stream` (spec 9). A session that nobody ever joined has
/// none, although the service answers 404.
///
/// Example: [`Session::streams`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct List(Session);

impl Operation for List {
    type Output = Page<StreamInfo>;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.stream.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        request::get(self.0.url(endpoint)?.path(["stream"]))
    }

    fn decode(&self, response: &Response) -> Result<Page<StreamInfo>> {
        decode_object(response)
    }

    fn recover(&self, error: &ApiError) -> Option<Page<StreamInfo>> {
        (error.reason == Reason::NotFound).then(|| Page { count: 0, items: Vec::new() })
    }
}
