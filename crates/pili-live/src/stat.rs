//! Play statistics of a hub: viewers and bandwidth, in bit/s (spec 4.2).

mod play;
mod play_detail;
mod play_history;

pub use play::Play;
pub use play_detail::Detail;
pub use play_history::PlayHistory;
