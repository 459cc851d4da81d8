use pili_core::open_enum;

use crate::word;

open_enum! {
    /// Whether a channel may take streams: its configured status.
    ///
    /// Example: [`Create::playlist_name`](crate::channel::Create::playlist_name).
    ChannelStatus by word::same {
        /// It takes streams.
        Enabled = "enabled",
        /// It takes none.
        Disabled = "disabled",
    }
}
