use std::time::Duration;

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
    /// Connections over HTTP, and as many over RTMP: 4096. When all are taken, whoever has waited longest for its
    /// peer gives way; when nobody waits, a new one is answered with 503.
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
    /// Bytes of one message of sound or picture over RTMP: 8 MiB. Only a publisher may send any.
    pub message: usize,
    /// Bytes of any other message over RTMP, and of all before a publish is admitted: 64 KiB.
    pub command: usize,
    /// Values in a command over RTMP, nested ones included: 1000.
    pub command_values: usize,
    /// How long the handshake of RTMP may take: 5 s.
    pub handshake: Duration,
    /// How long a connection over RTMP that neither publishes nor plays may go without a command: 30 s.
    pub idle: Duration,
    /// How long a publisher may be silent: 10 s.
    pub silence: Duration,
    /// How long a peer may leave unread what is sent to it: 10 s.
    pub write: Duration,
    /// Bytes of frames kept per stream for its viewers: 16 MiB.
    pub tape: usize,
    /// Bytes of segments held per stream: 64 MiB.
    pub recording: usize,
    /// Streams whose segments are held: 64. Of those not live, the one that ended first goes first.
    pub recordings: usize,
    /// Faults that wait for calls: 1000.
    pub faults: usize,
    /// How long a fault may delay a call: 60 s.
    pub fault_delay: Duration,
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
            message: 8 << 20,
            command: 64 << 10,
            command_values: 1_000,
            handshake: Duration::from_secs(5),
            idle: Duration::from_secs(30),
            silence: Duration::from_secs(10),
            write: Duration::from_secs(10),
            tape: 16 << 20,
            recording: 64 << 20,
            recordings: 64,
            faults: 1_000,
            fault_delay: Duration::from_secs(60),
        }
    }
}
