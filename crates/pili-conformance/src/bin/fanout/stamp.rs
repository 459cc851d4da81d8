//! When a frame was sent, in the frame.

use std::{
    sync::LazyLock,
    time::{Duration, Instant},
};

use pili_media::flv::{Tag, TagKind};

static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Bytes of a stamp.
pub(crate) const LENGTH: usize = 8;

pub(crate) fn now() -> [u8; LENGTH] {
    (BEGIN.elapsed().as_nanos() as u64).to_be_bytes()
}

/// How long a frame was on its way; `None` of what carries no stamp.
pub(crate) fn age(tag: &Tag) -> Option<Duration> {
    let place = place(tag).filter(|_| !tag.is_config())?;
    let sent = u64::from_be_bytes(tag.body.get(place..place + LENGTH)?.try_into().ok()?);
    Some(BEGIN.elapsed().saturating_sub(Duration::from_nanos(sent)))
}

/// Behind the heads of frame and unit.
fn place(tag: &Tag) -> Option<usize> {
    match tag.kind {
        TagKind::Audio => Some(2),
        TagKind::Video => Some(10),
        _ => None,
    }
}
