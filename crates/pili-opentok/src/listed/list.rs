use std::marker::PhantomData;

use pili_core::{
    Endpoint, Error, Idempotency, Operation, Paginated, Request, Response, Result, Url, decode_object,
};

use super::{Listed, Page};
use crate::{OpenTok, Project, composed::Composed, request};

/// Lists what a project has of a noun: `GET /archive`, `/broadcast` or `/render` (spec 7.2, 12.2, 13.1).
///
/// [`Client::items`](pili_core::Client::items) walks the whole list; sending it gives one page.
///
/// Example: [`List::offset`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct List<N> {
    project: Project,
    offset: Option<u64>,
    count: Option<u64>,
    session_id: Option<String>,
    noun: PhantomData<fn() -> N>,
}

impl<N: Listed> List<N> {
    pub(crate) fn new(project: Project) -> Self {
        Self { project, offset: None, count: None, session_id: None, noun: PhantomData }
    }

    /// How many entries to skip; 0 begins with the newest.
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::Client) -> pili_opentok::core::Result<()> {
    /// use pili_opentok::Project;
    ///
    /// let page = client.send(Project::new("45678123").archives().session("session-id").offset(50).count(50)).await?;
    /// println!("{page:?}");
    /// # Ok(()) }
    /// ```
    pub fn offset(self, offset: u64) -> Self {
        Self { offset: Some(offset), ..self }
    }

    /// Entries per page, 1000 at most; without it 50. Example: [`List::offset`].
    pub fn count(self, count: u64) -> Self {
        Self { count: Some(count), ..self }
    }

    fn check(&self) -> Result<()> {
        if self.count.is_some_and(|count| !N::COUNTS.contains(&count)) {
            let rule = format!("must be {} to {}", N::COUNTS.start(), N::COUNTS.end());
            return Err(Error::invalid("count", rule));
        }
        if self.session_id.as_deref() == Some("") {
            return Err(Error::invalid("session id", "must not be empty; leave it out for all sessions"));
        }
        Ok(())
    }

    fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        let url = self.project.url(endpoint)?.path([N::SEGMENT]);
        let url = url.query_some("offset", self.offset).query_some("count", self.count);
        Ok(url.query_some("sessionId", self.session_id.as_ref()))
    }
}

impl<N: Composed> List<N> {
    /// Only those of a session. Example: [`List::offset`].
    pub fn session(self, id: impl Into<String>) -> Self {
        Self { session_id: Some(id.into()), ..self }
    }
}

impl<N: Listed> Operation for List<N> {
    type Output = Page<N::Info>;
    type Api = OpenTok;
    const NAME: &'static str = N::LIST_NAME;
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.check()?;
        request::get(self.url(endpoint)?)
    }

    fn decode(&self, response: &Response) -> Result<Self::Output> {
        decode_object(response)
    }
}

impl<N: Listed> Paginated for List<N> {
    type Item = N::Info;

    /// The page after this one begins where it ends, unless that is the end of the list.
    fn next_page(&self, page: Page<N::Info>) -> (Vec<N::Info>, Option<Self>) {
        let got = page.items.len() as u64;
        let end = self.offset.unwrap_or_default().saturating_add(got);
        let more = got > 0 && end < page.count;
        (page.items, more.then(|| self.clone().offset(end)))
    }
}
