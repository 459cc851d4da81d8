//! Sound: frames in a row in, one message each out.

use bytes::{Buf as _, BytesMut};

use super::{DemuxError, adts, clock::Time, coding::SoundCoding, mpeg_audio, opus};
use crate::flv::{Tag, TagKind};

/// More than two frames of any coding.
const MOST: usize = 64 << 10;

/// A frame at the beginning of bytes.
#[derive(Debug)]
pub(super) struct Found {
    /// Bytes, with its header.
    pub(super) size: usize,
    pub(super) samples: u32,
    /// Samples per second.
    pub(super) rate: u32,
    /// The configuration that holds for it, as a message; empty if the coding has none.
    pub(super) config: Vec<u8>,
    /// What a message of it begins with, and how many of its bytes that stands for.
    pub(super) mark: Vec<u8>,
    pub(super) header: usize,
}

/// What bytes begin with.
#[derive(Debug)]
pub(super) enum Start {
    Frame(Found),
    /// A frame, of which more has to come.
    Cut,
    /// No frame.
    Other,
}

/// A track of sound.
#[derive(Debug)]
pub(super) struct Sound {
    coding: SoundCoding,
    /// What has begun: a frame may go on in the next PES packet.
    begun: BytesMut,
    pace: Option<Pace>,
    /// The configuration that was sent last.
    config: Vec<u8>,
}

/// Frames follow each other without a gap.
#[derive(Clone, Copy, Debug)]
struct Pace {
    since: Time,
    samples: u64,
    rate: u32,
}

impl Pace {
    fn now(self) -> Time {
        self.since.after(self.samples, self.rate)
    }
}

impl Sound {
    pub(super) fn new(coding: SoundCoding) -> Self {
        Self { coding, begun: BytesMut::new(), pace: None, config: Vec::new() }
    }

    /// Something is missing.
    pub(super) fn lose(&mut self) {
        self.begun.clear();
        self.pace = None;
    }

    /// The data of a PES packet, whose time is that of the first frame which begins in it.
    pub(super) fn push(
        &mut self,
        data: &[u8],
        mut time: Option<Time>,
        tags: &mut Vec<Tag>,
    ) -> Result<(), DemuxError> {
        let mut carried = self.begun.len();
        self.begun.extend_from_slice(data);
        while !self.begun.is_empty() {
            let taken = match self.start()? {
                Start::Cut if self.begun.len() <= MOST => break,
                Start::Cut | Start::Other => 1,
                Start::Frame(found) => {
                    if carried == 0
                        && let Some(since) = time.take()
                    {
                        self.pace = Some(Pace { since, samples: 0, rate: found.rate });
                    }
                    self.take(&found, tags);
                    found.size
                }
            };
            self.begun.advance(taken);
            carried = carried.saturating_sub(taken);
        }
        Ok(())
    }

    fn start(&self) -> Result<Start, DemuxError> {
        match self.coding {
            SoundCoding::Aac => adts::start(&self.begun),
            SoundCoding::MpegAudio => mpeg_audio::start(&self.begun),
            SoundCoding::Opus(channels) => Ok(opus::start(channels, &self.begun)),
        }
    }

    /// Nothing is known to be at a time before the first PES packet that has one.
    fn take(&mut self, found: &Found, tags: &mut Vec<Tag>) {
        let Some(pace) = &mut self.pace else { return };
        let timestamp = pace.now().timestamp();
        pace.samples += u64::from(found.samples);
        let mut send = |body: Vec<u8>| tags.push(Tag::new(TagKind::Audio, timestamp, body.into()));
        if !found.config.is_empty() && found.config != self.config {
            self.config.clone_from(&found.config);
            send(found.config.clone());
        }
        let data = self.begun.get(found.header..found.size).unwrap_or_default();
        send([&found.mark, data].concat());
    }
}
