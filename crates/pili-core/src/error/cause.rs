//! What the chain of sources of a foreign error tells: whether a connection came about, and whether anything
//! was sent.

use std::{error::Error as StdError, io, iter};

use pili_auth::SignError;
use tower::{load_shed::error::Overloaded, timeout::error::Elapsed};

use super::{Error, ErrorKind};

/// Why a transport failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    NotSigned,
    NotSent,
    NotConnected,
    TimedOut,
    Broken,
}

impl Cause {
    /// The first cause that is known in the chain, outermost first: what an error holds further in may be of
    /// something that it mended. Where none is known, anything may have happened.
    pub(super) fn of(error: &(dyn StdError + 'static)) -> Self {
        chain(error).find_map(known).unwrap_or(Self::Broken)
    }
}

fn chain<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    iter::successors(Some(error), |error| held(*error))
}

/// What an error holds. An `io::Error` does not show it among its sources.
fn held<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(held) => Some(held),
        None => error.source(),
    }
}

fn known(error: &(dyn StdError + 'static)) -> Option<Cause> {
    if let Some(ours) = error.downcast_ref::<Error>() {
        return Some(of_ours(ours));
    }
    if let Some(error) = error.downcast_ref::<io::Error>() {
        return of_io(error.kind());
    }
    if error.is::<SignError>() {
        return Some(Cause::NotSigned);
    }
    if error.is::<Overloaded>() {
        return Some(Cause::NotSent);
    }
    if error.is::<Elapsed>() || error.is::<tokio::time::error::Elapsed>() {
        return Some(Cause::TimedOut);
    }
    of_hyper(error)
}

/// One of ours inside another may be of a call of its own, whose earlier attempts left a doubt.
fn of_ours(error: &Error) -> Cause {
    match (error.kind(), error.may_have_taken_effect()) {
        (ErrorKind::Timeout, _) => Cause::TimedOut,
        (ErrorKind::Sign, false) => Cause::NotSigned,
        (ErrorKind::Connect, false) => Cause::NotConnected,
        (ErrorKind::Middleware, false) => Cause::NotSent,
        _ => Cause::Broken,
    }
}

/// What an attempt to connect fails with, and what an exchange does. Other kinds tell neither.
fn of_io(kind: io::ErrorKind) -> Option<Cause> {
    use io::ErrorKind as Io;
    match kind {
        Io::ConnectionRefused
        | Io::HostUnreachable
        | Io::NetworkUnreachable
        | Io::NetworkDown
        | Io::AddrNotAvailable => Some(Cause::NotConnected),
        Io::ConnectionReset
        | Io::ConnectionAborted
        | Io::NotConnected
        | Io::BrokenPipe
        | Io::TimedOut
        | Io::UnexpectedEof => Some(Cause::Broken),
        _ => None,
    }
}

/// hyper's own errors are those of a connection that stands.
#[cfg(feature = "hyper")]
fn of_hyper(error: &(dyn StdError + 'static)) -> Option<Cause> {
    match error.downcast_ref::<hyper_util::client::legacy::Error>() {
        Some(pool) if was_not_sent(pool) => Some(Cause::NotConnected),
        Some(_) => Some(Cause::Broken),
        None => error.is::<hyper::Error>().then_some(Cause::Broken),
    }
}

/// Whether no connection took the request, or one gave it back as it was.
#[cfg(feature = "hyper")]
fn was_not_sent(error: &hyper_util::client::legacy::Error) -> bool {
    let given_back = error.source().and_then(|source| source.downcast_ref().map(hyper::Error::is_canceled));
    error.is_connect() || error.connect_info().is_none() || given_back.unwrap_or_default()
}

#[cfg(not(feature = "hyper"))]
fn of_hyper(_: &(dyn StdError + 'static)) -> Option<Cause> {
    None
}

/// Whether the other side answered a TLS handshake with something else.
#[cfg(feature = "tls")]
pub(super) fn is_plain(error: &(dyn StdError + 'static)) -> bool {
    let tls = chain(error).find_map(|error| error.downcast_ref::<rustls::Error>());
    matches!(tls, Some(rustls::Error::InvalidMessage(_)))
}

#[cfg(not(feature = "tls"))]
pub(super) fn is_plain(_: &(dyn StdError + 'static)) -> bool {
    false
}
