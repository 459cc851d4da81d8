use std::{
    collections::BTreeMap,
    ops::{Deref, DerefMut},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{SystemTime, UNIX_EPOCH},
};

use axum::http::HeaderMap;
use pili_auth::{Clock, opentok::Refusal};
use pili_opentok::{
    archive::ArchiveInfo,
    archive_storage::UploadTarget,
    broadcast::BroadcastInfo,
    callback::CallbackInfo,
    render::RenderInfo,
    wire::{LayoutBody, Owner},
};

use super::{
    caller::Caller,
    refused::{Answer, Refused},
    representation::Representation,
    session::Session,
    standing::Standing,
    webhooks::{Message, Webhooks},
};

/// The sessions of a project or an application, and what belongs to them. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct OpenTok {
    pub(super) caller: Caller,
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
    pub(super) caller: Caller,
    pub(super) clock: Clock,
    pub(super) record: Record,
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
    /// The number of the project or application, in all its ids.
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
    /// A project or an application, with a number of its own.
    pub(super) fn new(caller: Caller, clock: Clock, webhooks: Webhooks, number: u32) -> Self {
        let world = World::new(caller.clone(), clock.clone(), number);
        Self { caller, clock, webhooks, world: Arc::new(Mutex::new(world)) }
    }

    /// Forgets all.
    pub(super) fn clear(&self) {
        let mut world = self.world();
        let number = world.number;
        *world = World::new(self.caller.clone(), self.clock.clone(), number);
    }

    pub(super) fn number(&self) -> u32 {
        self.world().number
    }

    /// Whether an id is one that this project gave something.
    pub(super) fn gave(&self, id: &str) -> bool {
        id.starts_with(&format!("{:08x}-", self.number()))
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

    /// The API key or the application's ID.
    pub(super) fn key(&self) -> String {
        self.caller.id().to_owned()
    }

    /// The same, as answers name it.
    pub(super) fn owner(&self) -> Owner {
        Some(self.key()).into()
    }

    /// The form in which session creation answers: that of OpenTok as asked for, that of Vonage always JSON (spec 23.6).
    pub(super) fn representation(&self, headers: &HeaderMap) -> Representation {
        match self.caller {
            Caller::Project(_) => Representation::asked_for(headers),
            Caller::Application { .. } => Representation::Json,
        }
    }

    /// Checks a client token for a session. One of the SDK for Ruby or PHP may say no expiry.
    pub(super) fn verify(&self, token: &str, session: &str) -> Result<pili_auth::opentok::Decoded, Refusal> {
        let now: SystemTime = self.clock.now();
        self.caller.client_tokens().session(session).accept_no_expiry().verify(token, now)
    }
}

impl World {
    fn new(caller: Caller, clock: Clock, number: u32) -> Self {
        let record = Record { created_at: Some(clock.now()), ..Record::default() };
        let (sessions, archives, upload_target, broadcasts, renders) = Default::default();
        let (captions, audio_connectors, callbacks, layouts, status_urls, told) = Default::default();
        Self {
            caller,
            clock,
            record,
            sessions,
            archives,
            upload_target,
            broadcasts,
            renders,
            captions,
            audio_connectors,
            callbacks,
            layouts,
            status_urls,
            told,
            number,
            ids: 0,
        }
    }

    pub(super) fn owner(&self) -> Owner {
        Some(self.caller.id().to_owned()).into()
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
