use crate::open_enum::open_enum;

open_enum! {
    /// Whether a channel may take streams: its configured status.
    ChannelStatus, str::eq, {
        /// It takes streams.
        Enabled = "enabled",
        /// It takes none.
        Disabled = "disabled",
    }
}
