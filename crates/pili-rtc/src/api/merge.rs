//! Merge jobs of v3, which the vendor calls deprecated; [`job`](super::job) has their successor (spec 4.10).

mod start;
mod stop;
mod tracks;
mod watermarks;

pub use start::Start;
pub use stop::Stop;
pub use tracks::Tracks;
pub use watermarks::Watermarks;
