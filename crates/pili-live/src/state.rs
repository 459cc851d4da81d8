use pili_core::open_enum;

open_enum! {
    /// Whether a stream is being published.
    ///
    /// Example: [`Watch`](crate::first::stream::Watch).
    State {
        /// It is.
        Connected = "connected",
        /// It is not.
        Disconnected = "disconnected",
    }
}
