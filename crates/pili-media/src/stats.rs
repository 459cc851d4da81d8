//! Figures of a running stream, from the packets themselves.

use std::{net::SocketAddr, time::SystemTime};

use crate::{AudioInfo, Gops, Protocol, Publish, VideoInfo};

/// A live stream at this moment.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LiveStats {
    /// The publish that feeds it.
    pub publish: Publish,
    /// Bits per second received over the last five seconds.
    pub bps: u64,
    /// Of that, pictures.
    pub video_bps: u64,
    /// Of that, sound.
    pub audio_bps: u64,
    /// Messages of pictures per second over the last five seconds.
    pub video_fps: u64,
    /// Messages of sound per second.
    pub audio_fps: u64,
    /// Messages of script data per second.
    pub data_fps: u64,
    /// Bytes received since the publish began.
    pub received: u64,
    /// Distances between key frames.
    pub gop: Gops,
    /// What is known of the pictures.
    pub video: Option<VideoInfo>,
    /// What is known of the sound.
    pub audio: Option<AudioInfo>,
    /// Who watches now.
    pub viewers: Vec<ViewerStats>,
}

impl LiveStats {
    /// Bits per second sent to all viewers.
    pub fn viewers_bps(&self) -> u64 {
        self.viewers.iter().map(|viewer| viewer.bps).sum()
    }
}

/// One viewer at this moment.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ViewerStats {
    /// How it watches.
    pub protocol: Protocol,
    /// `host[:port]` by which it came.
    pub domain: String,
    /// Its address.
    pub client: SocketAddr,
    /// When it came.
    pub started: SystemTime,
    /// Bytes sent so far.
    pub bytes: u64,
    /// Bits per second over the last five seconds.
    pub bps: u64,
}
