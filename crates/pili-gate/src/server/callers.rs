//! Which engines may ask.

use std::net::IpAddr;

use bytes::Bytes;
use http::Request;
use pili_auth::{Secret, verify};

use crate::{Cidr, Engine, limit::holds};

/// The address that a hook came from, as an extension of its request: the listener's word, never a header's.
///
/// Example: [`Gate`](crate::Gate).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller(pub IpAddr);

/// Who may ask in the name of an engine. All that is set must fit.
///
/// Example: [`Settings`](crate::Settings).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Callers {
    /// From which addresses; this machine's alone, unless others are set.
    pub addresses: Vec<Cidr>,
    /// What stands in the path of the hook's URL behind the engine's name.
    pub secret: Option<Secret>,
    /// The key that the engine signs its requests with, if it does.
    pub signature_key: Option<Secret>,
}

impl Default for Callers {
    fn default() -> Self {
        let loopback = ["127.0.0.0/8", "::1"].into_iter().filter_map(|block| block.parse().ok());
        Self { addresses: loopback.collect(), secret: None, signature_key: None }
    }
}

impl Callers {
    /// Checks who sends a request; `segment` is what its path has behind the engine's name.
    ///
    /// # Errors
    /// Why it is none that may ask, in the words of the log. It is not told to the caller.
    pub(super) fn check(
        &self,
        engine: Engine,
        request: &Request<Bytes>,
        segment: &str,
    ) -> Result<(), &'static str> {
        let caller = request.extensions().get::<Caller>();
        if !caller.is_some_and(|Caller(address)| holds(&self.addresses, *address)) {
            return Err("it comes from an address that is not among `callers`");
        }
        if self.secret.as_ref().is_some_and(|secret| !verify::same(secret.expose(), segment)) {
            return Err("the path of its URL lacks the engine's secret");
        }
        match &self.signature_key {
            Some(key) if !engine.is_signed(request, key) => Err("its signature is not the engine's"),
            _ => Ok(()),
        }
    }
}
