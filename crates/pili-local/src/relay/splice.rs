//! Sources one after the other, as one stream whose clock never runs back.

use std::time::Duration;

use crate::flv::{Tag, TagKind};

/// Places the tags of sources on the time line of what is published.
#[derive(Debug, Default)]
pub(super) struct Splice {
    /// Where on it the source begins.
    base: u32,
    /// The source's own time there.
    first: Option<u32>,
    last: u32,
    /// Where in the source to begin.
    skip: u32,
    has_begun: bool,
    has_video: bool,
}

impl Splice {
    /// Between the last frame of a source and the first of the next.
    const GAP: u32 = 40;

    /// The next source, from this position on.
    pub(super) fn next_source(&mut self, skip: Duration) {
        let base = if self.has_begun { self.last + Self::GAP } else { self.last };
        let skip = u32::try_from(skip.as_millis()).unwrap_or(u32::MAX);
        *self = Self { base, last: base, skip, ..Self::default() };
    }

    /// How far the source has gone since it began.
    pub(super) fn played(&self) -> Duration {
        Duration::from_millis(u64::from(self.last - self.base))
    }

    /// The tag as it is published; `None` for one that is not: what lies before the position, and notes from a server
    /// to its players.
    pub(super) fn place(&mut self, tag: Tag) -> Option<Tag> {
        if tag.kind == TagKind::Script {
            let is_metadata = tag.body.starts_with(b"\x02\x00\x0aonMetaData");
            return is_metadata.then(|| Tag::new(tag.kind, self.last, tag.body));
        }
        self.has_video |= tag.kind == TagKind::Video;
        if tag.is_config() {
            return Some(Tag::new(tag.kind, self.last, tag.body));
        }
        if !self.has_begun && !self.begins_with(&tag) {
            return None;
        }
        self.has_begun = true;
        let first = *self.first.get_or_insert(tag.timestamp);
        let time = self.base.saturating_add(tag.timestamp.saturating_sub(first));
        self.last = self.last.max(time);
        Some(Tag::new(tag.kind, time, tag.body))
    }

    /// Pictures begin with a key frame; sound alone anywhere.
    fn begins_with(&self, tag: &Tag) -> bool {
        let starts = tag.is_key_frame() || !self.has_video;
        starts && tag.timestamp >= self.skip
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    fn frame(is_key: bool, time: u32) -> Tag {
        Tag::new(
            TagKind::Video,
            time,
            Bytes::copy_from_slice(&[if is_key { 0x17 } else { 0x27 }, 1, 0, 0, 0]),
        )
    }

    #[test]
    fn a_source_goes_on_where_the_one_before_ended() {
        let mut splice = Splice::default();
        splice.next_source(Duration::ZERO);
        let times =
            |splice: &mut Splice, tags: [Tag; 3]| tags.map(|tag| splice.place(tag).map(|tag| tag.timestamp));
        let first = [frame(false, 960), frame(true, 1000), frame(false, 1040)];
        assert_eq!(times(&mut splice, first), [None, Some(0), Some(40)]);
        splice.next_source(Duration::ZERO);
        let second = [frame(true, 7), frame(false, 47), frame(false, 20)];
        assert_eq!(times(&mut splice, second), [Some(80), Some(120), Some(93)]);
        assert_eq!(splice.played(), Duration::from_millis(40));
    }

    #[test]
    fn a_position_is_reached_at_the_next_key_frame() {
        let mut splice = Splice::default();
        splice.next_source(Duration::from_millis(500));
        assert_eq!(splice.place(frame(true, 0)), None);
        assert_eq!(splice.place(frame(false, 600)), None);
        assert_eq!(splice.place(frame(true, 1000)).unwrap().timestamp, 0);
    }

    #[test]
    fn what_a_server_tells_its_players_is_not_published() {
        let script = |body: &'static [u8]| Tag::new(TagKind::Script, 0, Bytes::from_static(body));
        let mut splice = Splice::default();
        assert_eq!(splice.place(script(b"\x02\x00\x11|RtmpSampleAccess")), None);
        assert!(splice.place(script(b"\x02\x00\x0aonMetaData\x05")).is_some());
    }
}
