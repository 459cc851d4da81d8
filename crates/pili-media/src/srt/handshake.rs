//! What goes before a connection: who asks, and the answer.

use std::{io, time::Duration};

use srt_protocol::{
    options::KeySize,
    packet::{CoreRejectReason, Packet, RejectReason},
    protocol::pending_connection::{AccessControlResponse, ConnectionResult, listen::Listen},
    settings::ConnInitSettings,
};
use tokio::time::timeout;

use super::{link::Link, now, rejection::Rejection, wire::Wire};
use crate::{Limits, chunk::invalid};

/// How long a peer that was refused may go without having heard of it.
const LINGER: Duration = Duration::from_millis(500);

#[derive(Debug)]
pub(super) struct Handshake {
    wire: Wire,
    listen: Listen,
}

/// What a peer asks for.
#[derive(Debug)]
pub(super) struct Request {
    /// Empty if it sent none.
    pub(super) stream_id: String,
    pub(super) wants_encryption: bool,
}

impl Handshake {
    pub(super) fn new(wire: Wire, limits: &Limits) -> Self {
        let settings = ConnInitSettings { peer_idle_timeout: limits.silence, ..ConnInitSettings::default() };
        Self { wire, listen: Listen::new(settings, true) }
    }

    /// Waits until the peer has said what it asks for.
    pub(super) async fn request(&mut self) -> io::Result<Request> {
        while let Some(packet) = self.wire.receive().await {
            match self.listen.handle_packet(now(), Ok((packet, self.wire.peer()))) {
                ConnectionResult::SendPacket((packet, _)) => self.wire.send(&packet).await,
                ConnectionResult::RequestAccess(asked) => {
                    return Ok(Request {
                        stream_id: asked.stream_id.map(|id| id.to_string()).unwrap_or_default(),
                        wants_encryption: asked.key_size != KeySize::Unspecified,
                    });
                }
                _ => {}
            }
        }
        Err(io::ErrorKind::UnexpectedEof.into())
    }

    pub(super) async fn accept(mut self) -> io::Result<Link> {
        let accepted = AccessControlResponse::Accepted(None);
        match self.listen.handle_access_control_response(now(), accepted) {
            ConnectionResult::Connected(packet, connection) => {
                if let Some((packet, _)) = packet {
                    self.wire.send(&packet).await;
                }
                Ok(Link::new(self.wire, connection))
            }
            _ => Err(invalid("a handshake that cannot be agreed on")),
        }
    }

    /// Says no, and goes on saying it for a moment, for packets may be lost.
    pub(super) async fn refuse(mut self, rejection: Rejection) {
        let reason = match rejection {
            Rejection::Encrypted => RejectReason::Core(CoreRejectReason::Unsecure),
            other => RejectReason::from(other.server_reason()),
        };
        let answer =
            self.listen.handle_access_control_response(now(), AccessControlResponse::Rejected(reason));
        let ConnectionResult::Reject(Some((answer, _)), _) = answer else { return };
        self.wire.send(&answer).await;
        let _ = timeout(LINGER, repeat(&mut self.wire, &answer)).await;
    }
}

async fn repeat(wire: &mut Wire, answer: &Packet) {
    while let Some(packet) = wire.receive().await {
        if packet.is_handshake() {
            wire.send(answer).await;
        }
    }
}
