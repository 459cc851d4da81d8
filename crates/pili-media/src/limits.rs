use std::time::Duration;

/// Bounds on what publishers and players can make the media plane hold, and for how long.
///
/// ```
/// use std::time::Duration;
/// use pili_media::Limits;
///
/// let mut limits = Limits::default();
/// limits.silence = Duration::from_secs(60);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Connections over RTMP: 4096. When all are taken, whoever has waited longest for its peer gives way.
    pub connections: usize,
    /// How many of them one address may have: 3072, which leaves a quarter to others.
    pub connections_per_address: usize,
    /// Bytes of one message of sound or picture: 8 MiB. Only a publisher may send any.
    pub message: usize,
    /// Bytes of any other message, and of all before a publish is admitted: 64 KiB.
    pub command: usize,
    /// Values in a command, nested ones included: 1000.
    pub command_values: usize,
    /// How long the handshake may take: 5 s.
    pub handshake: Duration,
    /// How long a connection that neither publishes nor plays may go without a command: 30 s.
    pub idle: Duration,
    /// How long a publisher may be silent: 10 s.
    pub silence: Duration,
    /// How long a publisher may be silent before another may take its place: 3 s.
    pub frozen: Duration,
    /// How long a peer may leave unread what is sent to it: 10 s.
    pub write: Duration,
    /// How long a player waits for what it begins with, which is the first segment of a live playlist, or a key frame where
    /// the last is held no more: 10 s.
    pub first_segment: Duration,
    /// How long players over RTMP and HTTP wait, when the publisher is gone, for the next publish, with which they go
    /// on: 3 s. Players of HLS wait for the [grace](crate::Segmenting::grace).
    pub return_of_publisher: Duration,
    /// Bytes that the system may hold of what is sent to a player and not yet taken: 256 KiB. Beyond that a slow
    /// player falls behind here, and goes on with the next key frame.
    pub unsent: usize,
    /// Bytes of frames kept per stream for its viewers: 16 MiB.
    pub tape: usize,
    /// Bytes of all frames together, for viewers and in recordings: 1 GiB. Beyond that the segment that was recorded
    /// or asked for least recently goes first; those that are live keep what their playlist lists and their current GOP
    /// longest, unless that is more than an equal part for each.
    pub memory: usize,
    /// Bytes of segments that are kept as they were sent to players of HLS: 64 MiB, for all streams together.
    pub muxed: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4_096,
            connections_per_address: 3_072,
            message: 8 << 20,
            command: 64 << 10,
            command_values: 1_000,
            handshake: Duration::from_secs(5),
            idle: Duration::from_secs(30),
            silence: Duration::from_secs(10),
            frozen: Duration::from_secs(3),
            write: Duration::from_secs(10),
            first_segment: Duration::from_secs(10),
            return_of_publisher: Duration::from_secs(3),
            unsent: 256 << 10,
            tape: 16 << 20,
            memory: 1 << 30,
            muxed: 64 << 20,
        }
    }
}
