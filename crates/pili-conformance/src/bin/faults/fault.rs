//! A fault as data: how a call comes to the peer, and what that does with it.

use std::time::Duration;

/// One row of the table.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) name: &'static str,
    pub(crate) way: Way,
    /// What the peer does with a connection. After the last step it closes it.
    pub(crate) steps: &'static [Step],
}

impl Fault {
    /// Whether a limit of the client's has to end it.
    pub(crate) fn is_endless(&self) -> bool {
        let endless = |step: &Step| matches!(step, Step::Stall | Step::Drip(_) | Step::Wait(_));
        matches!(self.way, Way::Full | Way::Nameless) || self.steps.iter().any(endless)
    }

    /// Whether the peer ends the connection while the client may still be writing, so that what the client sees of
    /// it is a matter of chance.
    pub(crate) fn is_race(&self) -> bool {
        self.way == Way::Plain && matches!(self.steps, [] | [Step::Reset])
    }
}

/// The faults that have a subject in common.
#[derive(Debug)]
pub(crate) struct Family {
    pub(crate) title: &'static str,
    pub(crate) faults: &'static [Fault],
}

/// How the call comes to the peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// An http endpoint.
    Plain,
    /// An http endpoint, over a connection that has served a call before.
    Reused,
    /// An https endpoint.
    Tls,
    /// An http endpoint behind a proxy, which is the peer.
    Forwarded,
    /// An https endpoint behind a proxy, which is the peer.
    Tunnelled,
    /// An http endpoint behind a SOCKS proxy, which is the peer.
    Socks,
    /// An address where nobody listens.
    Nobody,
    /// An address whose queue of connections is full, so that no handshake of TCP ends.
    Full,
    /// A name that the resolver of a transport of the caller's never resolves.
    Nameless,
}

impl Way {
    /// Whether the peer can serve the call after all, once the fault is over.
    pub(crate) fn heals(self) -> bool {
        matches!(self, Self::Plain | Self::Reused | Self::Forwarded)
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    /// Reads the first byte of the request.
    ReadByte,
    /// Reads the head of the request.
    ReadHead,
    /// Reads the request whole.
    Read,
    /// Carries out what the request asks for.
    Act,
    Say(&'static [u8]),
    /// Says the same so many times over.
    Repeat(&'static [u8], usize),
    /// An answer as it should be, but for its status and this header.
    Answer(u16, Option<(&'static str, &'static str)>),
    /// Says the same over and over, a byte every 50 ms.
    Drip(&'static [u8]),
    Wait(Duration),
    /// Does nothing until the client is gone.
    Stall,
    /// Closes the connection by a reset.
    Reset,
}

/// Serves the call as it should be.
pub(crate) const WELL: &[Step] = &[Step::Read, Step::Act, Step::Answer(200, None)];

pub(crate) const fn plain(name: &'static str, steps: &'static [Step]) -> Fault {
    Fault { name, way: Way::Plain, steps }
}

pub(crate) const fn by(way: Way, name: &'static str, steps: &'static [Step]) -> Fault {
    Fault { name, way, steps }
}
