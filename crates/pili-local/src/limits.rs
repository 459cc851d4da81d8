use std::time::Duration;

use pili_media::places::Bounds;

/// Bounds on what clients can make the service hold, and for how long.
///
/// ```
/// use std::time::Duration;
/// use pili_local::{Limits, Local};
///
/// let mut limits = Limits::default();
/// limits.request = Duration::from_secs(60);
/// let local = Local::builder().hub("demo").limits(limits).build();
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Connections over HTTP: 4096. When all are taken, whoever has waited longest for its peer gives way; when
    /// nobody waits, a new one is answered with 503.
    pub connections: usize,
    /// How many of them one address may have: 3072, which leaves a quarter to others.
    pub connections_per_address: usize,
    /// How long a request over HTTP may take to arrive, head and body together: 15 s.
    pub request: Duration,
    /// Bytes of a request's head: 64 KiB; at least 8 KiB.
    pub head: usize,
    /// Bytes of a call's body: 8 MiB.
    pub body: usize,
    /// Bytes of the bodies of all requests that are being received or answered: 64 MiB. When they are used up,
    /// the body that has been waited for longest gives way.
    pub bodies: usize,
    /// How long a peer may leave unread what is sent to it over HTTP: 10 s.
    pub write: Duration,
    /// Faults that wait for calls: 1000.
    pub faults: usize,
    /// How long a fault may delay a call: 60 s.
    pub fault_delay: Duration,
    /// Events that are kept for those who ask later: 2000.
    pub events: usize,
    /// Pub tasks: 100.
    pub tasks: usize,
    /// What publishers and players are held to.
    pub media: pili_media::Limits,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4_096,
            connections_per_address: 3_072,
            request: Duration::from_secs(15),
            head: 64 << 10,
            body: 8 << 20,
            bodies: 64 << 20,
            write: Duration::from_secs(10),
            faults: 1_000,
            fault_delay: Duration::from_secs(60),
            events: 2_000,
            tasks: 100,
            media: pili_media::Limits::default(),
        }
    }
}

impl Limits {
    /// Of the listener of HTTP.
    pub(crate) fn bounds(&self) -> Bounds {
        let Self { connections, connections_per_address, bodies, .. } = *self;
        Bounds { connections, connections_per_address, bytes: bodies }
    }
}
