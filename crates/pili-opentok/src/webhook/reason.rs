use pili_core::open_enum;

open_enum! {
    /// Why something ended, or will.
    ///
    /// Example: [`webhook`](crate::webhook).
    EventReason {
        /// A client left, or stopped publishing.
        ClientDisconnected = "clientDisconnected",
        /// A moderator or the API disconnected the client; or a part of the service failed.
        ForceDisconnected = "forceDisconnected",
        /// The client's network failed.
        NetworkDisconnected = "networkDisconnected",
        /// A moderator stopped the stream.
        ForceUnpublished = "forceUnpublished",
        /// The client ended the track, such as that of its screen.
        MediaStopped = "mediaStopped",
        /// The session's server is taken out of service: it was, or with a notification will be 4 hours and 1 hour later.
        ServerRotation = "serverRotation",
        /// A part of the service failed.
        ServerFailure = "Internal server failure",
        /// An archive was stopped by a call.
        UserInitiated = "user initiated",
        /// An archive ended with its session.
        SessionEnded = "session ended",
        /// An archive is as long as may be.
        LengthReached = "maximum duration exceeded",
        /// An archive could not be recorded.
        SystemFailure = "system failure",
        /// An Experience Composer was stopped by a call.
        StopRequested = "Stop Requested",
        /// An Experience Composer ran as long as it was started for.
        DurationReached = "Max Duration Exceeded",
    }
}
