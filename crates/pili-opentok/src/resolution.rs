use pili_core::open_enum;

open_enum! {
    /// Width and height in pixels.
    ///
    /// Example: [`Start::name`](crate::archive::Start::name).
    #[derive(Default)]
    Resolution {
        /// Standard definition, landscape.
        #[default]
        Sd = "640x480",
        /// Standard definition, portrait.
        SdPortrait = "480x640",
        /// High definition, landscape.
        Hd = "1280x720",
        /// High definition, portrait.
        HdPortrait = "720x1280",
        /// Full high definition, landscape.
        FullHd = "1920x1080",
        /// Full high definition, portrait.
        FullHdPortrait = "1080x1920",
    }
}
