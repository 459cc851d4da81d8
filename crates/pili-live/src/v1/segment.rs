//! What was published to a stream of the 2015 API and is kept.

mod list;

pub use list::{List, Segment, Segments};
