//! Which project or application a request is for.

use axum::{
    Router,
    extract::{Request, State},
    http::Uri,
    middleware::Next,
    response::{IntoResponse, Response},
};
use pili_auth::opentok::Refusal;
use tower::ServiceExt as _;

use super::{auth, projects::Projects, state::OpenTok};
use crate::reply;

/// Hands a request to the project or application that it is for. What is for none in particular is for the first, which
/// tells what is wrong with it.
pub(super) async fn dispatch(State(projects): State<Projects>, request: Request, next: Next) -> Response {
    match projects.wanted(&request) {
        Some(calls) => calls.fallback(reply::not_implemented).oneshot(request).await.into_response(),
        None => next.run(request).await,
    }
}

impl Projects {
    fn wanted(&self, request: &Request) -> Option<Router> {
        let key = match Place::of(request.uri())? {
            Place::Call(key) => self.called(key, request).key(),
            Place::Session(id) => self.of_session(id).key(),
            Place::Layout(id) => self.list().into_iter().find(|project| project.gave(id))?.key(),
        };
        self.calls_of_other(&key)
    }

    /// Whose the creation of a session is.
    pub(super) fn of_creation(&self, request: &Request) -> OpenTok {
        self.called(None, request)
    }

    /// Who is called: by the key that the path names, or else by the token. If it is nobody's, the one whose refusal
    /// tells most.
    fn called(&self, key: Option<&str>, request: &Request) -> OpenTok {
        let received = auth::head(request);
        let strangeness = |project: &OpenTok| match project.caller.verify(&received, project.clock.now()) {
            Err(Refusal::Missing | Refusal::OtherMode(_)) => 2,
            Err(Refusal::OtherKey(_) | Refusal::OtherApplication(_)) => 1,
            _ => 0,
        };
        let by_token = || self.list().into_iter().min_by_key(strangeness);
        key.and_then(|key| self.find(key)).or_else(by_token).unwrap_or_else(|| self.first())
    }
}

/// Where a request goes that belongs to one project or application.
enum Place<'a> {
    /// A call: the key that its path names, if it does.
    Call(Option<&'a str>),
    /// What a test does to a session.
    Session(&'a str),
    /// What a test asks of an archive or a broadcast.
    Layout(&'a str),
}

impl<'a> Place<'a> {
    fn of(uri: &'a Uri) -> Option<Self> {
        let segments: Vec<_> = uri.path().split('/').skip(1).collect();
        match segments[..] {
            ["session", "create"] | ["graphql"] => Some(Self::Call(None)),
            ["v2", "project", key, _, ..] => Some(Self::Call(Some(key))),
            ["_local", "opentok", "sessions", id, ..] => Some(Self::Session(id)),
            ["_local", "opentok", "layouts", id] => Some(Self::Layout(id)),
            _ => None,
        }
    }
}
