use tokio::time::Instant;

use crate::{TagKind, window::Window};

/// What a publisher sends: bytes and messages by kind.
#[derive(Debug)]
pub(crate) struct Intake {
    window: Window<6>,
    pub(crate) bytes: u64,
}

impl Intake {
    pub(crate) fn new(now: Instant) -> Self {
        Self { window: Window::new(now), bytes: 0 }
    }

    pub(crate) fn add(&mut self, now: Instant, kind: TagKind, bytes: usize) {
        self.bytes += bytes as u64;
        self.window.add(now, kind as usize, bytes as u64);
        self.window.add(now, kind as usize + 3, 1);
    }

    /// Bits and messages per second, each for audio, video and data.
    pub(crate) fn rates(&self, now: Instant) -> ([u64; 3], [u64; 3]) {
        let [audio, video, data, audio_count, video_count, data_count] = self.window.rates(now);
        ([audio * 8, video * 8, data * 8], [audio_count, video_count, data_count])
    }
}
