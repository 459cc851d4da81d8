use pili_core::open_enum;

open_enum! {
    /// How a stream is published.
    ///
    /// Example: [`Stream::update`](crate::first::stream::Stream::update).
    #[derive(Default)]
    Protocol {
        /// RTMP, the default.
        #[default]
        Rtmp = "RTMP",
    }
}
