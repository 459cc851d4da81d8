//! What was published to a stream of the 2015 API and is kept.
//!
//! Example: [`Stream::save_as`](crate::v1::stream::Stream::save_as).

mod list;

pub use list::{List, Segment, Segments};
