//! The number of a publish by the rule `dynamic`.

use std::{net::IpAddr, time::Duration};

use crate::{Ask, Cause, Engine, Refused};

/// How long the connection that used a nonce may ask again by it.
pub(super) const AGAIN: Duration = Duration::from_secs(30);

/// A nonce whose signature is good.
#[derive(Clone, Debug)]
pub(in crate::server) struct Nonce {
    /// `hub/key`.
    pub(super) stream: String,
    pub(super) number: u64,
    /// The connection that brings it, where its engine may ask twice: when the first answer is late, or before a publish and
    /// when it has begun.
    pub(super) connection: Option<String>,
}

impl Nonce {
    pub(in crate::server) fn new(number: u64, ask: &Ask, engine: Engine, server: Option<IpAddr>) -> Self {
        // nginx-rtmp asks once, and two of them number their connections alike.
        let session = ask.session.as_ref().filter(|_| engine != Engine::NginxRtmp);
        let connection = session.map(|session| format!("{engine} {server:?} {:?} {session}", ask.address));
        Self { stream: format!("{}/{}", ask.hub, ask.key), number, connection }
    }

    /// The refusal where `last` was used.
    pub(super) fn too_low(&self, last: impl std::fmt::Display) -> Refused {
        Refused::new(Cause::Nonce, format!("the nonce {} is not above the last, {last}", self.number))
    }
}
