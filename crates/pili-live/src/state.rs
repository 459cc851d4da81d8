use pili_core::open_enum;

open_enum! {
    /// Whether a stream is being published.
    State {
        /// It is.
        Connected = "connected",
        /// It is not.
        Disconnected = "disconnected",
    }
}
