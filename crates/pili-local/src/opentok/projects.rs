//! The projects of an account, and the applications of Vonage beside them. The account's keys are the service's, and its
//! first project has the same: what is signed tells the two apart. Each project or application has a world of its own, and all
//! tell the same webhooks, which are the account's.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::{
    Router,
    extract::{Request, State},
    http::Uri,
    middleware::Next,
    response::{IntoResponse, Response},
};
use pili_auth::{
    Credentials,
    opentok::{Refusal, SessionId},
};
use tower::ServiceExt as _;

use super::{auth, caller::Caller, refused::Refused, state::OpenTok, webhooks::Webhooks};
use crate::{ground::Ground, reply};

/// All projects and applications. Clones share them.
#[derive(Clone)]
pub(crate) struct Projects {
    pub(super) ground: Ground,
    all: Arc<Mutex<All>>,
}

/// In the order of their making; at least the first, which the service has without being asked.
struct All {
    projects: Vec<Served>,
    made: u32,
}

#[derive(Clone)]
struct Served {
    project: OpenTok,
    calls: Router,
}

impl Served {
    fn new(ground: &Ground, webhooks: &Webhooks, caller: Caller, number: u32) -> Self {
        let project = OpenTok::new(caller, ground.clock.clone(), webhooks.clone(), number);
        Self { calls: super::calls(project.clone(), &ground.faults), project }
    }
}

impl Projects {
    pub(crate) fn new(ground: Ground, applications: Vec<Caller>) -> Self {
        let first = Caller::Project(ground.credentials.clone());
        let webhooks = Webhooks::new(ground.outbox.clone(), ground.clock.clone(), first.id().to_owned());
        let served = |(caller, number)| Served::new(&ground, &webhooks, caller, number);
        let projects: Vec<_> = std::iter::once(first).chain(applications).zip(0..).map(served).collect();
        let made = projects.last().map_or(0, |last| last.project.number());
        Self { ground, all: Arc::new(Mutex::new(All { projects, made })) }
    }

    /// The project that the service has without being asked.
    pub(crate) fn first(&self) -> OpenTok {
        self.all().projects[0].project.clone()
    }

    pub(super) fn calls_of_first(&self) -> Router {
        self.all().projects[0].calls.clone()
    }

    /// The project of a session, which its id names; the first, if it names none of these.
    pub(crate) fn of_session(&self, id: &str) -> OpenTok {
        let found = SessionId::parse(id).ok().and_then(|id| self.find(id.api_key()));
        found.unwrap_or_else(|| self.first())
    }

    pub(super) fn find(&self, key: &str) -> Option<OpenTok> {
        self.served(key).map(|served| served.project)
    }

    /// Projects and applications.
    pub(super) fn list(&self) -> Vec<OpenTok> {
        self.all().projects.iter().map(|served| served.project.clone()).collect()
    }

    /// Makes a project with keys that nobody has yet.
    pub(super) fn create(&self, name: Option<String>) -> OpenTok {
        let mut all = self.all();
        all.made += 1;
        let keys = Credentials::new(free_key(&all), secret());
        let webhooks = &all.projects[0].project.webhooks;
        let served = Served::new(&self.ground, webhooks, Caller::Project(keys), all.made);
        let project = served.project.clone();
        project.world().record.name = name;
        all.projects.push(served);
        project
    }

    /// The first one stays, so that there is one; its calls are refused.
    pub(super) fn delete(&self, key: &str) {
        let mut all = self.all();
        let first = all.projects[0].project.clone();
        all.projects.retain(|served| served.project.key() != key || served.project.key() == first.key());
    }

    fn served(&self, key: &str) -> Option<Served> {
        self.all().projects.iter().find(|served| served.project.key() == key).cloned()
    }

    fn all(&self) -> MutexGuard<'_, All> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Eight digits, as the platform's keys have.
fn free_key(all: &All) -> String {
    let taken = |key: &String| all.projects.iter().any(|served| served.project.key() == *key);
    let mut keys = (46_000_000 + u64::from(all.made)..).map(|number| number.to_string());
    keys.find(|key| !taken(key)).unwrap_or_default()
}

/// Forty hexadecimal digits, as the platform's secrets have.
fn secret() -> String {
    format!("{:032x}{:08x}", fastrand::u128(..), fastrand::u32(..))
}

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
        let first = self.first().key();
        self.served(&key).filter(|_| key != first).map(|served| served.calls)
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

/// Lets the calls of a project through that is neither suspended nor deleted.
pub(super) async fn check_standing(State(state): State<OpenTok>, request: Request, next: Next) -> Response {
    match state.check_standing() {
        Ok(()) => next.run(request).await,
        Err(refused) => refused.into_response(),
    }
}

/// Whether a project's calls are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Standing {
    #[default]
    Active,
    Suspended,
    Deleted,
}

impl Standing {
    pub(super) fn check(self) -> Result<(), Refused> {
        match self {
            Self::Active => Ok(()),
            Self::Suspended => Err(Refused::new(403, "The project is suspended").coded(-1)),
            Self::Deleted => Err(Refused::new(403, "Issuer not found: the project was deleted").coded(-1)),
        }
    }
}
