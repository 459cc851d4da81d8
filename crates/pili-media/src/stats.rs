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
    /// The media type under which a browser takes the stream as MP4 (`MediaSource.addSourceBuffer`), such as
    /// `video/mp4; codecs="avc1.64001f,mp4a.40.2"`; `None` if MP4 does not carry it.
    pub fn mp4_type(&self) -> Option<String> {
        let video = self.video.as_ref().map(|video| video.parameter.as_deref());
        let audio = self.audio.as_ref().map(|audio| audio.parameter.as_deref());
        let codecs: Option<Vec<&str>> = video.into_iter().chain(audio).collect();
        let codecs = codecs.filter(|codecs| !codecs.is_empty())?;
        Some(format!("video/mp4; codecs=\"{}\"", codecs.join(",")))
    }

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
