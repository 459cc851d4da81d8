//! The projects of an account, and the applications of Vonage beside them. The account's keys are the service's, and its
//! first project has the same: what is signed tells the two apart. Each project or application has a world of its own, and all
//! tell the same webhooks, which are the account's.

use std::sync::Arc;

use axum::Router;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use pili_auth::{Credentials, jwt, opentok::SessionId};
use serde_json::{Value, json};

use super::{caller::Caller, state::OpenTok, webhooks::Webhooks};
use crate::{
    data::{Changes, Held, Keeps, Locked, Single, Table},
    ground::Ground,
};

/// All projects and applications. Clones share them.
#[derive(Clone)]
pub(crate) struct Projects {
    pub(super) ground: Ground,
    all: Arc<Locked<All>>,
    /// How many there were in the beginning.
    began: usize,
}

/// In the order of their making; at least the first, which the service has without being asked.
struct All {
    projects: Vec<Served>,
    /// The number of the last one.
    made: Single<u32>,
    /// The numbers of those that the account made, by their keys. Their secrets follow from the account's.
    numbers: Table<String, u32>,
}

impl Keeps for All {
    fn keep(&mut self, changes: &mut Changes) {
        let Self { projects: _, made, numbers } = self;
        made.keep(changes);
        numbers.keep(changes);
    }
}

#[derive(Clone)]
struct Served {
    project: OpenTok,
    calls: Router,
}

impl Served {
    fn new(ground: &Ground, webhooks: &Webhooks, caller: Caller, number: u32) -> Self {
        let project = OpenTok::new(caller, ground.clock.clone(), webhooks.clone(), number, &ground.data);
        Self { calls: super::calls(project.clone(), &ground.faults), project }
    }
}

impl Projects {
    pub(crate) fn new(ground: Ground, applications: Vec<Caller>) -> Self {
        let first = Caller::Project(ground.credentials.clone());
        let webhooks = Webhooks::new(&ground, first.id().to_owned());
        let served = |(caller, number)| Served::new(&ground, &webhooks, caller, number);
        let mut projects: Vec<_> = std::iter::once(first).chain(applications).zip(0..).map(served).collect();
        let began = projects.len();
        let mut made: Single<u32> = ground.data.single("opentok projects made");
        *made = projects.last().map_or(0, |last| last.project.number()).max(*made);
        let numbers: Table<String, u32> = ground.data.table("opentok projects");
        let mut kept: Vec<_> = numbers.iter().map(|(key, number)| (*number, key)).collect();
        kept.sort();
        projects.extend(kept.into_iter().map(|(number, key)| served((of_account(key, &ground), number))));
        let all = Locked::new(All { projects, made, numbers }, &ground.data);
        Self { ground, began, all: Arc::new(all) }
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
        *all.made += 1;
        let (key, number) = (free_key(&all), *all.made);
        let webhooks = all.projects[0].project.webhooks.clone();
        let served = Served::new(&self.ground, &webhooks, of_account(&key, &self.ground), number);
        all.numbers.insert(key, number);
        let project = served.project.clone();
        project.world().record.name = name;
        all.projects.push(served);
        project
    }

    /// Projects, sessions and who is connected, as a console shows them.
    pub(crate) fn shown(&self) -> Value {
        let shown = |project: &OpenTok| {
            let world = project.world();
            let sessions = world.sessions.iter().map(|(id, session)| {
                let (connections, streams) = (session.connections.len(), session.streams.len());
                json!({ "id": id, "connections": connections, "streams": streams })
            });
            json!({
                "id": project.key(),
                "name": world.record.name,
                "sessions": sessions.collect::<Vec<_>>(),
                "archives": world.archives.len(),
                "broadcasts": world.broadcasts.len(),
            })
        };
        self.list().iter().map(shown).collect()
    }

    /// Makes a project of this name, unless there is one.
    pub(crate) fn seed(&self, name: &str) {
        if !self.list().iter().any(|project| project.world().record.name.as_deref() == Some(name)) {
            self.create(Some(name.to_owned()));
        }
    }

    /// Forgets what was made, projects and sessions alike; those that it began with stay, and their webhooks.
    pub(crate) fn clear(&self) {
        let mut all = self.all();
        let began = self.began;
        all.projects.truncate(began);
        all.projects.iter().for_each(|served| served.project.clear());
        *all.made = all.projects.last().map_or(0, |last| last.project.number());
        all.numbers.clear();
    }

    /// The first one stays, so that there is one; its calls are refused.
    pub(super) fn delete(&self, key: &str) {
        let mut all = self.all();
        let first = all.projects[0].project.clone();
        all.projects.retain(|served| served.project.key() != key || served.project.key() == first.key());
        all.numbers.remove(key);
    }

    /// The calls of a project or application, if it is not the first.
    pub(super) fn calls_of_other(&self, key: &str) -> Option<Router> {
        let first = self.first().key();
        self.served(key).filter(|_| key != first).map(|served| served.calls)
    }

    fn served(&self, key: &str) -> Option<Served> {
        self.all().projects.iter().find(|served| served.project.key() == key).cloned()
    }

    fn all(&self) -> Held<'_, All> {
        self.all.lock()
    }
}

/// Eight digits, as the platform's keys have.
fn free_key(all: &All) -> String {
    let taken = |key: &String| all.projects.iter().any(|served| served.project.key() == *key);
    let mut keys = (46_000_000 + u64::from(*all.made)..).map(|number| number.to_string());
    keys.find(|key| !taken(key)).unwrap_or_default()
}

/// A project that the account made.
fn of_account(key: &str, ground: &Ground) -> Caller {
    Caller::Project(Credentials::new(key, secret_of(key, &ground.credentials)))
}

/// Forty hexadecimal digits, as the platform's secrets have. They follow from the account's secret, which alone tells them.
fn secret_of(key: &str, account: &Credentials) -> String {
    let signed = jwt::encode(&json!({ "secret of": key }), account.secret_key());
    let mac = signed.rsplit('.').next().and_then(|mac| URL_SAFE_NO_PAD.decode(mac).ok()).unwrap_or_default();
    mac.iter().take(20).map(|byte| format!("{byte:02x}")).collect()
}
