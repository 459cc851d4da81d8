use std::sync::Arc;

use crate::{
    Codec, TagKind,
    codec::{AudioHeader, Part, VideoHeader},
    frame::Frame,
};

/// What every viewer needs before the first frame.
#[derive(Clone, Debug, Default)]
pub(crate) struct Setup {
    pub(crate) metadata: Option<Arc<Frame>>,
    pub(crate) video: Option<Arc<Frame>>,
    pub(crate) audio: Option<Arc<Frame>>,
    /// How the pictures and the sound that were seen so far are encoded, with or without a configuration.
    pub(crate) video_codec: Option<Codec>,
    pub(crate) audio_codec: Option<Codec>,
}

impl Setup {
    pub(crate) fn frames(&self) -> impl Iterator<Item = Arc<Frame>> {
        [&self.metadata, &self.video, &self.audio].into_iter().flatten().cloned()
    }

    pub(crate) fn codecs(&self) -> impl Iterator<Item = Codec> {
        self.video_codec.into_iter().chain(self.audio_codec)
    }

    /// Whether a decoder of one can go on with the other.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let address = |frame: &Option<Arc<Frame>>| frame.as_ref().map(Arc::as_ptr);
        address(&self.video) == address(&other.video)
            && address(&self.audio) == address(&other.audio)
            && self.codecs().eq(other.codecs())
    }

    /// Learns from frames what it did not know when the first of them came.
    pub(crate) fn complete(&mut self, frames: &[Arc<Frame>]) {
        if self.video_codec.is_none() {
            for (frame, header) in headers(frames, TagKind::Video, VideoHeader::parse) {
                if header.part == Part::Config {
                    self.video.get_or_insert_with(|| frame.clone());
                }
                self.video_codec.get_or_insert(header.codec);
            }
        }
        if self.audio_codec.is_none() {
            for (frame, header) in headers(frames, TagKind::Audio, AudioHeader::parse) {
                if header.part == Part::Config {
                    self.audio.get_or_insert_with(|| frame.clone());
                }
                self.audio_codec.get_or_insert(header.codec);
            }
        }
    }
}

/// The frames of a kind with what their first bytes say.
fn headers<Header>(
    frames: &[Arc<Frame>],
    kind: TagKind,
    parse: fn(&[u8]) -> Option<Header>,
) -> impl Iterator<Item = (&Arc<Frame>, Header)> {
    let of_kind = frames.iter().filter(move |frame| frame.kind == kind);
    of_kind.filter_map(move |frame| Some((frame, parse(&frame.body())?)))
}
