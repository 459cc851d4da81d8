//! Ten seconds of H.264 and AAC, that can go on for ever.

use std::time::Duration;

use pili_media::{
    Codec,
    flv::{self, FlvError, Tag, TagKind},
};

/// The clip, as FLV.
pub(crate) const CLIP: &[u8] = include_bytes!("../assets/clip.flv");
/// Of a picture in FLV, before its units: what it is, and how much later it is shown.
pub(crate) const PICTURE_HEAD: usize = 5;

/// A clip that is shown again and again, its times growing.
#[derive(Debug)]
pub(crate) struct Clip {
    /// What a decoder must know, and what the clip says of itself.
    head: Vec<Tag>,
    frames: Vec<Tag>,
    length: u32,
}

impl Clip {
    pub(crate) fn read() -> Result<Self, FlvError> {
        let tags = flv::read(CLIP)?;
        let (head, frames): (Vec<_>, Vec<_>) =
            tags.into_iter().partition(|tag| tag.kind == TagKind::Script || tag.is_config());
        // The mark of an end is no frame, and more follows.
        let frames: Vec<Tag> =
            frames.into_iter().filter(|tag| tag.kind != TagKind::Video || is_picture(tag)).collect();
        let pictures: Vec<u32> =
            frames.iter().filter(|tag| tag.kind == TagKind::Video).map(|tag| tag.timestamp).collect();
        let last = frames.iter().map(|tag| tag.timestamp).max().unwrap_or_default();
        let picture = pictures.windows(2).map(|two| two[1].saturating_sub(two[0])).max().unwrap_or_default();
        Ok(Self { head, frames, length: last + picture.max(1) })
    }

    /// All that is sent, and when after the beginning: without an end.
    pub(crate) fn tags(&self) -> impl Iterator<Item = (Duration, Tag)> {
        let rounds = (0..).step_by(self.length as usize);
        let frames = rounds.flat_map(|start: u32| {
            self.frames.iter().map(move |tag| Tag::new(tag.kind, start + tag.timestamp, tag.body.clone()))
        });
        let timed = |tag: Tag| (Duration::from_millis(tag.timestamp.into()), tag);
        self.head.iter().cloned().chain(frames).map(timed)
    }
}

/// Whether it is a picture of H.264.
pub(crate) fn is_picture(tag: &Tag) -> bool {
    tag.kind == TagKind::Video
        && tag.codec() == Some(Codec::H264)
        && !tag.is_config()
        && tag.body.len() > PICTURE_HEAD
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clip_goes_on_with_growing_times_and_a_key_frame_at_each_beginning() {
        let clip = Clip::read().unwrap();
        let count = clip.head.len() + clip.frames.len();
        let tags: Vec<Tag> = clip.tags().map(|(_, tag)| tag).take(count * 3).collect();
        let of = |kind| tags.iter().filter(move |tag| tag.kind == kind && !tag.is_config());
        for kind in [TagKind::Video, TagKind::Audio] {
            let times: Vec<u32> = of(kind).map(|tag| tag.timestamp).collect();
            assert!(times.windows(2).all(|two| two[0] < two[1] && two[1] - two[0] < 200), "{kind:?}");
        }
        let second = of(TagKind::Video).find(|tag| tag.timestamp >= clip.length).unwrap();
        assert!(second.is_key_frame());
    }
}
