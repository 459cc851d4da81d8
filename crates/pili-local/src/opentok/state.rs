use std::{
    collections::BTreeMap,
    ops::{Deref, DerefMut},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{SystemTime, UNIX_EPOCH},
};

use pili_auth::{
    Clock, Credentials,
    opentok::{Refusal, TokenVerifier},
};
use pili_opentok::{
    archive::ArchiveInfo, archive_storage::UploadTarget, broadcast::BroadcastInfo, callback::CallbackInfo,
    render::RenderInfo, wire::LayoutBody,
};

use super::{
    projects::Standing,
    refused::{Answer, Refused},
    session::Session,
    webhooks::{Message, Webhooks},
};
use crate::outbox::Outbox;

/// A project's sessions and what belongs to them. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct OpenTok {
    pub(super) project: Credentials,
    pub(super) clock: Clock,
    pub(crate) webhooks: Webhooks,
    world: Arc<Mutex<World>>,
}

/// What the account knows of a project besides its keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    pub(super) name: Option<String>,
    pub(super) created_at: Option<SystemTime>,
    pub(super) standing: Standing,
}

#[derive(Debug)]
pub(super) struct World {
    pub(super) record: Record,
    pub(super) key: String,
    pub(super) clock: Clock,
    pub(super) sessions: BTreeMap<String, Session>,
    pub(super) archives: BTreeMap<String, ArchiveInfo>,
    /// Where archives are uploaded to, if they are.
    pub(super) upload_target: Option<UploadTarget>,
    pub(super) broadcasts: BTreeMap<String, BroadcastInfo>,
    pub(super) renders: BTreeMap<String, RenderInfo>,
    /// The session of each captions id.
    pub(super) captions: BTreeMap<String, String>,
    /// The session and the connection of each audio connector, by the id of its call.
    pub(super) audio_connectors: BTreeMap<String, (String, String)>,
    pub(super) callbacks: BTreeMap<String, CallbackInfo>,
    /// The layouts that archives and broadcasts were given, by their ids.
    pub(super) layouts: BTreeMap<String, LayoutBody>,
    /// Where changes of the status of Experience Composers and captions are told to, by their ids.
    pub(super) status_urls: BTreeMap<String, String>,
    /// What happened and is to be told.
    pub(super) told: Vec<Message>,
    /// The project's number, in all its ids.
    number: u32,
    ids: u64,
}

/// The world, for one task at a time. What happened in it is told when the next task can have it.
#[derive(Debug)]
pub(super) struct Held<'a> {
    world: MutexGuard<'a, World>,
    /// Below the world, so that it is dropped after.
    telling: Telling<'a>,
}

#[derive(Debug)]
struct Telling<'a> {
    webhooks: &'a Webhooks,
    messages: Vec<Message>,
}

impl Deref for Held<'_> {
    type Target = World;

    fn deref(&self) -> &World {
        &self.world
    }
}

impl DerefMut for Held<'_> {
    fn deref_mut(&mut self) -> &mut World {
        &mut self.world
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.telling.messages = std::mem::take(&mut self.world.told);
    }
}

impl Drop for Telling<'_> {
    fn drop(&mut self) {
        self.messages.iter().for_each(|message| self.webhooks.tell(message));
    }
}

impl OpenTok {
    /// A project with keys and a number of its own.
    pub(super) fn new(project: Credentials, clock: Clock, outbox: Outbox, number: u32) -> Self {
        let key = project.access_key().to_owned();
        let webhooks = Webhooks::new(outbox, clock.clone(), key.clone());
        let world = Arc::new(Mutex::new(World::new(key, clock.clone(), number)));
        Self { project, clock, webhooks, world }
    }

    /// Whether an id is one that this project gave something.
    pub(super) fn gave(&self, id: &str) -> bool {
        id.starts_with(&format!("{:08x}-", self.world().number))
    }

    pub(super) fn check_standing(&self) -> Answer<()> {
        self.world().record.standing.check()
    }

    pub(super) fn world(&self) -> Held<'_> {
        let world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        Held { world, telling: Telling { webhooks: &self.webhooks, messages: Vec::new() } }
    }

    /// Milliseconds since 1970.
    pub(super) fn milliseconds(&self) -> u64 {
        let since = self.clock.now().duration_since(UNIX_EPOCH).unwrap_or_default();
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    }

    pub(super) fn key(&self) -> String {
        self.project.access_key().to_owned()
    }

    /// Checks a client token for a session. One of the SDK for Ruby or PHP may say no expiry.
    pub(super) fn verify(&self, token: &str, session: &str) -> Result<pili_auth::opentok::Decoded, Refusal> {
        let now: SystemTime = self.clock.now();
        TokenVerifier::new(self.project.clone()).session(session).accept_no_expiry().verify(token, now)
    }
}

impl World {
    fn new(key: String, clock: Clock, number: u32) -> Self {
        let record = Record { created_at: Some(clock.now()), ..Record::default() };
        let (upload_target, audio_connectors) = Default::default();
        let (sessions, archives, broadcasts, renders) = Default::default();
        let (captions, callbacks, layouts, status_urls, told) = Default::default();
        Self {
            record,
            upload_target,
            audio_connectors,
            number,
            key,
            clock,
            sessions,
            archives,
            broadcasts,
            renders,
            captions,
            callbacks,
            layouts,
            status_urls,
            told,
            ids: 0,
        }
    }

    /// A new id in the form of a UUID. They count up, so that lists by id are lists by age.
    pub(super) fn id(&mut self) -> String {
        self.ids += 1;
        format!("{:08x}-0000-4000-8000-{:012x}", self.number, self.ids)
    }

    pub(super) fn session(&mut self, id: &str) -> Answer<&mut Session> {
        self.sessions.get_mut(id).ok_or_else(|| Refused::not_found("session"))
    }

    /// A session that can be recorded, sent out or called from: somebody is connected, and it is routed.
    pub(super) fn routed(&mut self, id: &str, what: &str) -> Answer<&mut Session> {
        if id.is_empty() {
            return Err(Refused::bad("Invalid request: there is no session id"));
        }
        let session = self.session(id)?;
        if session.connections.is_empty() {
            return Err(Refused::nobody());
        }
        if session.relayed { Err(Refused::not_routed(what)) } else { Ok(session) }
    }
}
