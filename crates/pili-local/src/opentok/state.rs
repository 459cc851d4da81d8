use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
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
use serde::{Deserialize, Serialize};

use super::{
    caller::Caller,
    refused::{Answer, Refused},
    representation::Representation,
    session::Session,
    standing::Standing,
    webhooks::{Message, Webhooks},
};
use crate::data::{self, Changes, Data, Keeps, Locked, Single, Table, plain_rows};

/// The sessions of a project or an application, and what belongs to them. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct OpenTok {
    pub(super) caller: Caller,
    pub(super) clock: Clock,
    pub(crate) webhooks: Webhooks,
    world: Arc<Locked<World>>,
}

/// What the account knows of a project besides its keys.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) name: Option<String>,
    pub(super) created_at: Option<SystemTime>,
    pub(super) standing: Standing,
    /// How many ids it gave.
    ids: u64,
}

plain_rows!(
    Record,
    ArchiveInfo,
    Option<UploadTarget>,
    BroadcastInfo,
    RenderInfo,
    CallbackInfo,
    LayoutBody,
    (String, String),
);

#[derive(Debug)]
pub(super) struct World {
    pub(super) caller: Caller,
    pub(super) clock: Clock,
    pub(super) record: Single<Record>,
    pub(super) sessions: Table<String, Session>,
    pub(super) archives: Table<String, ArchiveInfo>,
    /// Where archives are uploaded to, if they are.
    pub(super) upload_target: Single<Option<UploadTarget>>,
    pub(super) broadcasts: Table<String, BroadcastInfo>,
    pub(super) renders: Table<String, RenderInfo>,
    /// The session of each captions id.
    pub(super) captions: Table<String, String>,
    /// The session and the connection of each audio connector, by the id of its call.
    pub(super) audio_connectors: Table<String, (String, String)>,
    pub(super) callbacks: Table<String, CallbackInfo>,
    /// The layouts that archives and broadcasts were given, by their ids.
    pub(super) layouts: Table<String, LayoutBody>,
    /// Where changes of the status of Experience Composers and captions are told to, by their ids.
    pub(super) status_urls: Table<String, String>,
    /// What happened and is to be told.
    pub(super) told: Vec<Message>,
    /// The number of the project or application, in all its ids.
    number: u32,
}

impl Keeps for World {
    fn keep(&mut self, changes: &mut Changes) {
        let Self {
            caller: _,
            clock: _,
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
            told: _,
            number: _,
        } = self;
        record.keep(changes);
        sessions.keep(changes);
        archives.keep(changes);
        upload_target.keep(changes);
        broadcasts.keep(changes);
        renders.keep(changes);
        captions.keep(changes);
        audio_connectors.keep(changes);
        callbacks.keep(changes);
        layouts.keep(changes);
        status_urls.keep(changes);
    }
}

impl World {
    fn clear(&mut self) {
        let Self { caller: _, clock: _, number: _, record, sessions, archives, upload_target, .. } = self;
        (**record, **upload_target) = Default::default();
        sessions.clear();
        archives.clear();
        let Self {
            broadcasts,
            renders,
            captions,
            audio_connectors,
            callbacks,
            layouts,
            status_urls,
            told,
            ..
        } = self;
        broadcasts.clear();
        renders.clear();
        captions.clear();
        audio_connectors.clear();
        callbacks.clear();
        layouts.clear();
        status_urls.clear();
        told.clear();
    }
}

/// The world, for one task at a time. What happened in it is told when the next task can have it.
#[derive(Debug)]
pub(super) struct Held<'a> {
    world: data::Held<'a, World>,
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
        if !self.world.told.is_empty() {
            self.telling.messages = std::mem::take(&mut self.world.told);
        }
    }
}

impl Drop for Telling<'_> {
    fn drop(&mut self) {
        self.messages.iter().for_each(|message| self.webhooks.tell(message));
    }
}

impl OpenTok {
    /// A project or an application, with a number of its own.
    pub(super) fn new(caller: Caller, clock: Clock, webhooks: Webhooks, number: u32, data: &Data) -> Self {
        let world = World::new(caller.clone(), clock.clone(), number, data);
        Self { caller, clock, webhooks, world: Arc::new(Locked::new(world, data)) }
    }

    /// Forgets all.
    pub(super) fn clear(&self) {
        self.world().clear();
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
        Held { world: self.world.lock(), telling: Telling { webhooks: &self.webhooks, messages: Vec::new() } }
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
    fn new(caller: Caller, clock: Clock, number: u32, data: &Data) -> Self {
        let name = |part: &str| format!("opentok/{}/{part}", caller.id());
        let mut record: Single<Record> = data.single(name("record"));
        if record.created_at.is_none() {
            record.created_at = Some(clock.now());
        }
        Self {
            record,
            sessions: data.table(name("sessions")),
            archives: data.table(name("archives")),
            upload_target: data.single(name("upload target")),
            broadcasts: data.table(name("broadcasts")),
            renders: data.table(name("renders")),
            captions: data.table(name("captions")),
            audio_connectors: data.table(name("audio connectors")),
            callbacks: data.table(name("callbacks")),
            layouts: data.table(name("layouts")),
            status_urls: data.table(name("status urls")),
            told: Vec::new(),
            number,
            caller,
            clock,
        }
    }

    pub(super) fn owner(&self) -> Owner {
        Some(self.caller.id().to_owned()).into()
    }

    /// A new id in the form of a UUID. They count up, so that lists by id are lists by age.
    pub(super) fn id(&mut self) -> String {
        self.record.ids += 1;
        format!("{:08x}-0000-4000-8000-{:012x}", self.number, self.record.ids)
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
