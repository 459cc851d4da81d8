//! Play statistics of a hub: viewers and bandwidth, in bit/s (spec 4.2).

mod play;
mod play_detail;
mod play_history;

pub use play::{Play, PlayCount, PlayNow};
pub use play_detail::{PlayDetail, StreamPlay};
pub use play_history::{PlayHistory, PlayHistoryPage, PlayMoment};
