//! Frames that are sent together, and their bytes, which viewers share.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use crate::frame::Frame;

/// Bytes of frames that are sent at once, unless one frame has more.
pub(crate) const BATCH: usize = 64 << 10;

/// For so many clocks the bytes of a batch are kept; a viewer by another has its own.
const CLOCKS: usize = 16;

/// Frames that follow one another, for all who read on from the same place.
#[derive(Debug)]
pub(crate) struct Batch {
    pub(crate) frames: Vec<Arc<Frame>>,
    /// Bytes of their bodies.
    pub(crate) size: usize,
    /// The latest of their times.
    pub(crate) latest: u64,
    /// As they were sent.
    sent: Mutex<Vec<(Form, Clock, Bytes)>>,
}

/// A viewer's time: that of the publish from some frame on, added to what it has watched before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Clock {
    /// The stream's time that is this viewer's `begins`.
    pub(crate) zero: Option<u64>,
    /// Where this viewer's time was when the publish began for it: zero, unless it watched the one before.
    pub(crate) begins: u32,
}

/// How frames become bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Chunks of this message stream.
    Rtmp { stream: u32 },
    /// Tags.
    Flv,
}

impl Batch {
    pub(crate) fn new(frames: Vec<Arc<Frame>>) -> Self {
        let size = frames.iter().map(|frame| frame.size()).sum();
        let latest = frames.iter().map(|frame| frame.time).max().unwrap_or(0);
        Self { frames, size, latest, sent: Mutex::default() }
    }

    /// Its bytes by this clock. Small frames are put together, once for all viewers whose clocks agree: one piece costs
    /// less to send than many. Large ones are not copied.
    pub(crate) fn bytes(&self, form: Form, clock: Clock) -> Vec<Bytes> {
        let parts = || self.frames.iter().flat_map(|frame| form.of(frame, clock.at(frame.time)));
        if self.size > 2 * BATCH { parts().collect() } else { vec![self.shared(form, clock, parts)] }
    }

    fn shared<Parts: Iterator<Item = Bytes>>(
        &self,
        form: Form,
        clock: Clock,
        parts: impl FnOnce() -> Parts,
    ) -> Bytes {
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let known = sent.iter().find(|(known, by, _)| (*known, *by) == (form, clock));
        if let Some((_, _, bytes)) = known {
            return bytes.clone();
        }
        let bytes = Bytes::from(parts().collect::<Vec<_>>().concat());
        if sent.len() < CLOCKS {
            sent.push((form, clock, bytes.clone()));
        }
        bytes
    }
}

impl Clock {
    /// The timestamp wraps after seven weeks, as RTMP's does.
    pub(crate) fn at(self, time: u64) -> u32 {
        self.begins.wrapping_add(time.saturating_sub(self.zero.unwrap_or(time)) as u32)
    }
}

impl Form {
    /// A frame in two parts, of which the second is shared by all viewers.
    pub(crate) fn of(self, frame: &Frame, timestamp: u32) -> [Bytes; 2] {
        match self {
            Self::Rtmp { stream } => frame.rtmp(timestamp, stream),
            Self::Flv => frame.flv(timestamp),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TagKind;

    fn batch(size: usize) -> Batch {
        let frame = |n: u64| Arc::new(Frame::new(TagKind::Video, 40 * n, n == 0, &vec![n as u8; size]));
        Batch::new((0..5).map(frame).collect())
    }

    fn clock(zero: u64) -> Clock {
        Clock { zero: Some(zero), begins: 100 }
    }

    #[test]
    fn viewers_whose_clocks_agree_share_one_piece_and_others_have_the_same_frames_at_their_own_times() {
        let batch = batch(1_000);
        for form in [Form::Flv, Form::Rtmp { stream: 1 }] {
            let pieces = [0, 0, 40].map(|zero| batch.bytes(form, clock(zero)));
            let [one, same, other] = pieces.each_ref().map(|piece| piece.concat());
            assert!(pieces.iter().all(|piece| piece.len() == 1));
            assert_eq!(pieces[0][0].as_ptr(), pieces[1][0].as_ptr());
            assert!(one == same && one != other && one.len() == other.len());
            let frames = batch.frames.iter().flat_map(|frame| form.of(frame, 100 + frame.time as u32));
            assert_eq!(one, frames.collect::<Vec<_>>().concat());
        }
    }

    #[test]
    fn as_many_clocks_as_there_are_do_not_add_up() {
        let batch = batch(1_000);
        for zero in 0..3 * CLOCKS as u64 {
            assert_eq!(batch.bytes(Form::Flv, clock(zero))[0].len(), 5 * (1_000 + 15));
        }
        assert_eq!(batch.sent.lock().unwrap_or_else(PoisonError::into_inner).len(), CLOCKS);
    }

    #[test]
    fn the_bodies_of_large_frames_are_not_copied() {
        let batch = batch(BATCH);
        let [one, other] = [0, 40].map(|zero| batch.bytes(Form::Flv, clock(zero)));
        assert_eq!(one.len(), 10);
        assert_eq!(one[1].as_ptr(), other[1].as_ptr());
    }
}
