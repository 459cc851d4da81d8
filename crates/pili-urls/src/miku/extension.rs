//! What a path ends with, by protocol.

pub(super) const FLV: &str = "flv";
pub(super) const HLS: &str = "m3u8";
pub(super) const WHEP: &str = "whep";
pub(super) const WHIP: &str = "whip";

/// All of them with their dot, and that of RTMP, which has none.
pub(super) const ALL: [&str; 5] = ["", ".flv", ".m3u8", ".whep", ".whip"];
