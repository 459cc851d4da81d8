use std::{fmt, time::SystemTime};

use bytes::Bytes;
use pili_core::auth::opentok::SignedCallback;

use super::{CallDetails, CaptionsDetails, ConnectionDetails, EventReason, Monitoring, StreamDetails};
use crate::{archive::ArchiveInfo, broadcast::BroadcastInfo, render::RenderInfo};

/// What a webhook tells. `Debug` leaves the body out.
///
/// Example: [`parse`](crate::webhook::parse).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// The session it happened in.
    pub session_id: Option<String>,
    /// The project, by its API key: in the OpenTok environment.
    pub project_id: Option<String>,
    /// The application: in Vonage's unified environment.
    pub application_id: Option<String>,
    /// When it happened; of archives, broadcasts and Experience Composers see what they say themselves.
    pub timestamp: Option<SystemTime>,
    /// Why it happened, if there is a reason.
    pub reason: Option<EventReason>,
    /// What its signature says, if it was verified: see [`receive`](super::receive).
    pub signature: Option<SignedCallback>,
    pub(super) name: Option<String>,
    pub(super) body: Bytes,
}

impl Event {
    /// The name that the service gave it, such as `streamCreated`; of the kind, if it gave none.
    /// Example: [`webhook`](crate::webhook).
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(self.kind.name())
    }

    /// The body as it arrived: JSON, with what this version does not know. Example: [`webhook`](crate::webhook).
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kind,
            session_id,
            project_id,
            application_id,
            timestamp,
            reason,
            signature,
            name,
            body: _,
        } = self;
        let mut shown = f.debug_struct("Event");
        shown.field("name", name).field("kind", kind).field("session_id", session_id);
        shown.field("project_id", project_id).field("application_id", application_id);
        shown.field("timestamp", timestamp).field("reason", reason).field("signature", signature);
        shown.finish_non_exhaustive()
    }
}

/// What happened.
///
/// Example: [`webhook`](crate::webhook).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventKind {
    /// The first client connected to a session; it may have been destroyed before.
    SessionCreated,
    /// The last client left a session.
    SessionDestroyed,
    /// A session is about to be disconnected: its server is rotated.
    SessionNotification,
    /// A client connected.
    ConnectionCreated(ConnectionDetails),
    /// A client left.
    ConnectionDestroyed(ConnectionDetails),
    /// A client publishes.
    StreamCreated(StreamDetails),
    /// A client publishes no longer.
    StreamDestroyed(StreamDetails),
    /// A SIP call was dialled.
    CallCreated(CallDetails),
    /// A SIP call changed.
    CallUpdated(CallDetails),
    /// A SIP call ended.
    CallDestroyed(CallDetails),
    /// The status of an archive changed, or that of its transcription.
    Archive(Box<ArchiveInfo>),
    /// The status of a broadcast changed.
    Broadcast(Box<BroadcastInfo>),
    /// The status of an Experience Composer changed.
    Render(Box<RenderInfo>),
    /// The status of captions changed.
    Captions(CaptionsDetails),
    /// Something that this version does not know, by its name.
    Other(String),
}

impl EventKind {
    /// Which kind of monitoring tells of it; `None` for what is not known.
    ///
    /// Example: [`parse`](crate::webhook::parse).
    pub fn monitoring(&self) -> Option<Monitoring> {
        Some(match self {
            Self::SessionCreated | Self::SessionDestroyed | Self::SessionNotification => Monitoring::Session,
            Self::ConnectionCreated(_) | Self::ConnectionDestroyed(_) => Monitoring::Session,
            Self::StreamCreated(_) | Self::StreamDestroyed(_) => Monitoring::Session,
            Self::CallCreated(_) | Self::CallUpdated(_) | Self::CallDestroyed(_) => Monitoring::SipCall,
            Self::Archive(_) => Monitoring::Archive,
            Self::Broadcast(_) => Monitoring::Broadcast,
            Self::Render(_) => Monitoring::Render,
            Self::Captions(_) => Monitoring::Captions,
            Self::Other(_) => return None,
        })
    }

    /// The name it has on the wire; where that has none, what it is about. Example: [`webhook`](crate::webhook).
    pub fn name(&self) -> &str {
        match self {
            Self::SessionCreated => "sessionCreated",
            Self::SessionDestroyed => "sessionDestroyed",
            Self::SessionNotification => "sessionNotification",
            Self::ConnectionCreated(_) => "connectionCreated",
            Self::ConnectionDestroyed(_) => "connectionDestroyed",
            Self::StreamCreated(_) => "streamCreated",
            Self::StreamDestroyed(_) => "streamDestroyed",
            Self::CallCreated(_) => "callCreated",
            Self::CallUpdated(_) => "callUpdated",
            Self::CallDestroyed(_) => "callDestroyed",
            Self::Archive(_) => "archive",
            Self::Broadcast(_) => "broadcast",
            Self::Render(_) => "render",
            Self::Captions(_) => "captions",
            Self::Other(name) => name,
        }
    }
}
