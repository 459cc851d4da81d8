//! Stands before the gate, and tells of all who come and go.

use std::{net::SocketAddr, sync::Arc, time::SystemTime};

use super::{Cause, EventKind, Events, Explained, Peer};
use crate::{
    door::Door,
    media::{
        Admission, Gate, Protocol, Publish, Refusal, RefusedBy, SecondPublisher, Segment, Segmenting,
        StreamId, ViewerStats,
    },
    oss::OssGate,
};

/// Decides nothing.
pub(crate) struct Witness {
    gate: OssGate,
    door: Arc<Door>,
    events: Events,
}

impl Witness {
    pub(crate) fn new(gate: OssGate, door: Arc<Door>, events: Events) -> Self {
        Self { gate, door, events }
    }

    fn refused(
        &self,
        kind: EventKind,
        request: &Admission,
        refusal: &Refusal,
        explained: Option<Explained>,
        by: RefusedBy,
    ) {
        self.events.tell(kind, format!("{}/{}", request.app, request.name), |event| {
            event.reason = Some(hidden(&refusal.0, request));
            event.explain(explained.map(|explained| explained.hide(|text| hidden(text, request))));
            event.cause.get_or_insert(cause(by));
            event.peer = Some(Peer::asking(request));
        });
    }
}

/// A text without what the URL proves with, should it repeat it.
fn hidden(text: &str, request: &Admission) -> String {
    pili_gate::hidden(text, request.query.as_deref().unwrap_or_default())
}

fn cause(by: RefusedBy) -> Cause {
    match by {
        RefusedBy::Publisher => Cause::AlreadyPublishing,
        RefusedBy::Silence => Cause::NotLive,
        _ => Cause::Other,
    }
}

impl Gate for Witness {
    fn admit_publish(&self, request: &Admission) -> Result<StreamId, Refusal> {
        self.gate.admit_publish(request)
    }

    fn admit_play(&self, request: &Admission) -> Result<StreamId, Refusal> {
        self.gate.admit_play(request)
    }

    fn second_publisher(&self, publish: &Publish) -> SecondPublisher {
        self.gate.second_publisher(publish)
    }

    fn segmenting(&self, publish: &Publish) -> Segmenting {
        self.gate.segmenting(publish)
    }

    fn segmented(&self, id: &StreamId, segment: &Arc<Segment>) {
        self.gate.segmented(id, segment);
        self.events.tell(EventKind::Segment, id.to_string(), |event| {
            event.reason =
                Some(format!("number {}, {:.3} s", segment.number, segment.duration.as_secs_f64()));
        });
    }

    fn published(&self, publish: &Publish) {
        self.gate.published(publish);
        self.events.tell(EventKind::PublishBegan, publish.id.to_string(), |event| {
            event.peer = Some(Peer::publishing(publish));
        });
    }

    fn unpublished(&self, publish: &Publish) {
        self.gate.unpublished(publish);
        self.events.tell(EventKind::PublishEnded, publish.id.to_string(), |event| {
            event.reason.clone_from(&publish.cut);
            event.peer = Some(Peer::publishing(publish));
        });
    }

    fn publish_refused(&self, request: &Admission, refusal: &Refusal, by: RefusedBy) {
        let explained = || self.gate.explain(request).or_else(|| self.door.explain_publish(request));
        let explained = (by == RefusedBy::Gate).then(explained).flatten();
        self.refused(EventKind::PublishRefused, request, refusal, explained, by);
    }

    fn play_refused(&self, request: &Admission, refusal: &Refusal, by: RefusedBy) {
        let explained = (by == RefusedBy::Gate).then(|| self.door.explain_play(request)).flatten();
        self.refused(EventKind::PlayRefused, request, refusal, explained, by);
    }

    fn played(&self, id: &StreamId, viewer: &ViewerStats) {
        self.events
            .tell(EventKind::PlayBegan, id.to_string(), |event| event.peer = Some(Peer::playing(viewer)));
    }

    fn unplayed(&self, id: &StreamId, viewer: &ViewerStats) {
        self.events.tell(EventKind::PlayEnded, id.to_string(), |event| {
            let lasted = event.time.duration_since(viewer.started).ok();
            event.peer = Some(Peer { lasted, bytes: Some(viewer.bytes), ..Peer::playing(viewer) });
        });
    }
}

impl Peer {
    fn new(address: SocketAddr, protocol: Protocol, domain: &str) -> Self {
        Self { address, protocol: protocol.name(), domain: domain.to_owned(), lasted: None, bytes: None }
    }

    fn asking(request: &Admission) -> Self {
        Self::new(request.peer, request.protocol, &request.domain)
    }

    fn publishing(publish: &Publish) -> Self {
        let lasted = |ended: SystemTime| ended.duration_since(publish.started).ok();
        let peer = Self::new(publish.client, publish.protocol, &publish.domain);
        Self { lasted: publish.ended.and_then(lasted), ..peer }
    }

    fn playing(viewer: &ViewerStats) -> Self {
        Self::new(viewer.client, viewer.protocol, &viewer.domain)
    }
}
