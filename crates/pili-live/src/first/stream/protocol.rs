use pili_core::open_enum;

open_enum! {
    /// How a stream is published.
    #[derive(Default)]
    Protocol {
        /// RTMP, the default.
        #[default]
        Rtmp = "RTMP",
    }
}
