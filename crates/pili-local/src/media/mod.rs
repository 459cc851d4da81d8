//! The media plane: RTMP in; RTMP, HTTP-FLV and HLS out. It knows streams and frames, and asks a [`Gate`] about
//! everything else.

#![cfg_attr(
    not(test),
    allow(dead_code, unused_imports, reason = "playlists, recordings and snapshots wait for their routes")
)]

mod annex_b;
mod archive;
mod codec;
pub(crate) mod export;
pub mod flv;
mod frame;
pub(crate) mod gate;
mod history;
mod hls;
mod hls_viewers;
mod http_flv;
mod live;
mod recording;
mod registry;
pub mod rtmp;
pub(crate) mod segment;
pub(crate) mod snapshot;
pub(crate) mod stats;
mod tape;
mod timeline;
pub(crate) mod traffic;
mod ts;
mod viewer;

#[cfg(test)]
mod tests;

pub(crate) use archive::vod_playlist;
pub(crate) use gate::{Admission, Gate, Protocol, Publish, Refusal, Segmenting, StreamId};
pub(crate) use registry::Media;
pub(crate) use stats::LiveStats;
pub(crate) use traffic::{Sum, TrafficKey};
