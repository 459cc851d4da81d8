//! Figures of a running stream, from the packets themselves.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    time::{Duration, SystemTime},
};

use tokio::time::Instant;

use super::{
    codec::{AudioInfo, VideoInfo},
    flv::TagKind,
    gate::{Protocol, Publish},
};

const SPAN: Duration = Duration::from_secs(5);
const SLOT: Duration = Duration::from_millis(250);

/// A live stream at this moment.
#[derive(Clone, Debug)]
pub(crate) struct LiveStats {
    pub(crate) publish: Publish,
    /// Bits per second received over the last five seconds, and its two main parts.
    pub(crate) bps: u64,
    pub(crate) video_bps: u64,
    pub(crate) audio_bps: u64,
    /// Messages per second over the last five seconds.
    pub(crate) video_fps: u64,
    pub(crate) audio_fps: u64,
    pub(crate) data_fps: u64,
    /// Bytes received since the publish began.
    pub(crate) received: u64,
    pub(crate) gop: Gops,
    pub(crate) video: Option<VideoInfo>,
    pub(crate) audio: Option<AudioInfo>,
    pub(crate) viewers: Vec<ViewerStats>,
}

impl LiveStats {
    /// Bits per second sent to all viewers.
    pub(crate) fn viewers_bps(&self) -> u64 {
        self.viewers.iter().map(|viewer| viewer.bps).sum()
    }
}

/// One viewer at this moment.
#[derive(Clone, Debug)]
pub(crate) struct ViewerStats {
    pub(crate) protocol: Protocol,
    pub(crate) domain: String,
    pub(crate) client: SocketAddr,
    pub(crate) started: SystemTime,
    /// Bytes sent so far.
    pub(crate) bytes: u64,
    /// Bits per second over the last five seconds.
    pub(crate) bps: u64,
}

/// Amounts per second over a sliding window.
#[derive(Debug)]
pub(crate) struct Window<const N: usize> {
    slots: VecDeque<(Instant, [u64; N])>,
    since: Instant,
}

impl<const N: usize> Window<N> {
    pub(crate) fn new(now: Instant) -> Self {
        Self { slots: VecDeque::new(), since: now }
    }

    pub(crate) fn add(&mut self, now: Instant, index: usize, amount: u64) {
        if self.slots.back().is_none_or(|(start, _)| now.duration_since(*start) >= SLOT) {
            self.slots.push_back((now, [0; N]));
            self.slots.retain(|(start, _)| now.duration_since(*start) < SPAN + SLOT);
        }
        if let Some(sum) = self.slots.back_mut().and_then(|(_, sums)| sums.get_mut(index)) {
            *sum += amount;
        }
    }

    /// Per second; a window younger than a second counts as one second.
    pub(crate) fn rates(&self, now: Instant) -> [u64; N] {
        let age = now.duration_since(self.since).clamp(Duration::from_secs(1), SPAN);
        let recent = self.slots.iter().filter(|(start, _)| now.duration_since(*start) < SPAN);
        let mut sums = [0u64; N];
        recent.for_each(|(_, slot)| sums.iter_mut().zip(slot).for_each(|(sum, part)| *sum += part));
        sums.map(|sum| (sum as f64 / age.as_secs_f64()).round() as u64)
    }
}

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

/// Distances between key frames.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gops {
    last: Option<u64>,
    count: u64,
    sum_ms: u64,
    max_ms: u64,
}

impl Gops {
    pub(crate) fn key_frame(&mut self, time: u64) {
        if let Some(last) = self.last.replace(time) {
            let length = time.saturating_sub(last);
            self.count += 1;
            self.sum_ms += length;
            self.max_ms = self.max_ms.max(length);
        }
    }

    /// Milliseconds; `None` before the second key frame.
    pub(crate) fn average_ms(self) -> Option<u64> {
        self.sum_ms.checked_div(self.count)
    }

    /// Milliseconds; `None` before the second key frame.
    pub(crate) fn max_ms(self) -> Option<u64> {
        (self.count > 0).then_some(self.max_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_rate_is_that_of_the_last_five_seconds() {
        let mut window = Window::<1>::new(Instant::now());
        for _ in 0..100 {
            tokio::time::advance(Duration::from_millis(100)).await;
            window.add(Instant::now(), 0, 50);
        }
        let [rate] = window.rates(Instant::now());
        assert!((475..=525).contains(&rate), "{rate}");
        tokio::time::advance(Duration::from_secs(6)).await;
        assert_eq!(window.rates(Instant::now()), [0]);
    }

    #[test]
    fn the_length_of_a_gop_is_the_distance_of_key_frames() {
        let mut gops = Gops::default();
        [0, 1_000, 3_000].into_iter().for_each(|time| gops.key_frame(time));
        assert_eq!((gops.average_ms(), gops.max_ms()), (Some(1_500), Some(2_000)));
    }
}
