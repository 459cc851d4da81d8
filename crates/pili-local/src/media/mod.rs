//! The media plane: RTMP in; RTMP, HTTP-FLV and HLS out. It knows streams and frames, and asks a [`Gate`] about
//! everything else.

mod codec;
pub mod flv;
mod frame;
pub(crate) mod gate;
mod history;
mod http_flv;
mod live;
mod registry;
pub mod rtmp;
pub(crate) mod stats;
mod tape;
mod timeline;
pub(crate) mod traffic;
mod viewer;

#[cfg(test)]
mod tests;

pub(crate) use gate::{Admission, Gate, Protocol, Publish, Refusal, StreamId};
pub(crate) use registry::{Limits, Media};
pub(crate) use stats::LiveStats;
