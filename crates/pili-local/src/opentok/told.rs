//! What happens, as it is told: the world notes it, and it is sent once the world is free again.

use bytes::Bytes;
use pili_opentok::{
    archive::ArchiveInfo,
    broadcast::BroadcastInfo,
    callback::{CallbackEvent, CallbackGroup},
    render::RenderInfo,
    webhook::{
        CallDetails, CaptionsDetails, CaptionsStatus, ConnectionDetails, EventReason, Monitoring,
        StreamDetails,
    },
    wire::{Envelope, Owner},
};
use serde::Serialize;

use super::{state::World, webhooks::Message};

/// Something that happened in a session.
#[derive(Debug)]
pub(super) enum Happened {
    SessionCreated,
    SessionDestroyed,
    ConnectionCreated(ConnectionDetails),
    ConnectionDestroyed(ConnectionDetails, EventReason),
    StreamCreated(StreamDetails),
    StreamDestroyed(StreamDetails, EventReason),
    CallCreated(CallDetails),
    CallDestroyed(CallDetails, EventReason),
}

/// A body with the name of its event.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<T> {
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<&'static str>,
    #[serde(flatten)]
    what: T,
}

#[derive(Default, Serialize)]
struct Parts {
    #[serde(flatten)]
    envelope: Envelope,
    #[serde(skip_serializing_if = "Option::is_none")]
    connection: Option<ConnectionDetails>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stream: Option<StreamDetails>,
    #[serde(skip_serializing_if = "Option::is_none")]
    call: Option<CallDetails>,
}

impl World {
    pub(super) fn happened(&mut self, session: &str, what: Happened) {
        use Happened::{
            CallCreated, CallDestroyed, ConnectionCreated, ConnectionDestroyed, SessionCreated,
            SessionDestroyed, StreamCreated, StreamDestroyed,
        };
        let mut parts = Parts { envelope: self.envelope(session), ..Parts::default() };
        parts.envelope.timestamp = Some(self.clock.now());
        let (name, group) = match what {
            SessionCreated => ("sessionCreated", None),
            SessionDestroyed => ("sessionDestroyed", None),
            ConnectionCreated(connection) => {
                parts.connection = Some(connection);
                ("connectionCreated", Some((CallbackGroup::Connection, CallbackEvent::Created)))
            }
            ConnectionDestroyed(connection, reason) => {
                (parts.connection, parts.envelope.reason) = (Some(connection), Some(reason));
                ("connectionDestroyed", Some((CallbackGroup::Connection, CallbackEvent::Destroyed)))
            }
            StreamCreated(stream) => {
                parts.stream = Some(stream);
                ("streamCreated", Some((CallbackGroup::Stream, CallbackEvent::Created)))
            }
            StreamDestroyed(stream, reason) => {
                (parts.stream, parts.envelope.reason) = (Some(stream), Some(reason));
                ("streamDestroyed", Some((CallbackGroup::Stream, CallbackEvent::Destroyed)))
            }
            CallCreated(call) => {
                parts.call = Some(call);
                ("callCreated", None)
            }
            CallDestroyed(call, reason) => {
                (parts.call, parts.envelope.reason) = (Some(call), Some(reason));
                ("callDestroyed", None)
            }
        };
        let monitoring = if parts.call.is_some() { Monitoring::SipCall } else { Monitoring::Session };
        let urls = group.map(|(group, event)| self.registered(&group, &event)).unwrap_or_default();
        self.tell(monitoring, urls, &Body { event: Some(name), what: parts });
    }

    pub(super) fn tell_archive(&mut self, archive: &ArchiveInfo) {
        let urls = self.registered(&CallbackGroup::Archive, &CallbackEvent::Status);
        self.tell(Monitoring::Archive, urls, &Body { event: Some("archive"), what: archive });
    }

    pub(super) fn tell_broadcast(&mut self, broadcast: &BroadcastInfo) {
        self.tell(Monitoring::Broadcast, Vec::new(), &Body { event: Some("broadcast"), what: broadcast });
    }

    pub(super) fn tell_render(&mut self, render: &RenderInfo) {
        let urls = self.status_urls.get(&render.id).cloned().into_iter().collect();
        self.tell(Monitoring::Render, urls, render);
    }

    pub(super) fn tell_captions(&mut self, session: &str, captions_id: &str, status: CaptionsStatus) {
        #[derive(Serialize)]
        struct Captions {
            #[serde(flatten)]
            envelope: Envelope,
            #[serde(flatten)]
            captions: CaptionsDetails,
        }
        let urls = self.status_urls.get(captions_id).cloned().into_iter().collect();
        let captions = CaptionsDetails { captions_id: captions_id.to_owned(), status };
        self.tell(Monitoring::Captions, urls, &Captions { envelope: self.envelope(session), captions });
    }

    fn envelope(&self, session: &str) -> Envelope {
        let Owner { application_id, project_id } = self.owner();
        Envelope { session_id: Some(session.to_owned()), project_id, application_id, ..Envelope::default() }
    }

    fn registered(&self, group: &CallbackGroup, event: &CallbackEvent) -> Vec<String> {
        let asked = self.callbacks.values().filter(|one| one.group == *group && one.event == *event);
        asked.map(|one| one.url.clone()).collect()
    }

    fn tell(&mut self, monitoring: Monitoring, urls: Vec<String>, body: &impl Serialize) {
        match serde_json::to_vec(body) {
            Ok(body) => self.told.push(Message { monitoring, urls, body: Bytes::from(body) }),
            Err(error) => tracing::warn!(%error, "a webhook cannot be written"),
        }
    }
}
