//! What our publisher writes into each picture, and our viewer reads: its number, and when it was sent.
//!
//! It is a message of H.264 for whoever knows it ("user data unregistered", SEI), which others pass on and ignore.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::{BufMut as _, BytesMut};
use pili_media::flv::Tag;

use crate::clip::{PICTURE_HEAD as HEAD, is_picture};

/// By which ours are known among all such messages.
const MARK: &[u8; 16] = b"pili load stamp.";
const LENGTH: usize = 4;
const SEI: u8 = 6;
const USER_DATA: u8 = 5;
/// Digits, since zeros in a row would have to be escaped.
const NUMBER: usize = 16;
const TIME: usize = 16;
const PAYLOAD: usize = MARK.len() + NUMBER + TIME;
/// Header, kind, length, payload and the bit that ends it.
const UNIT: usize = 3 + PAYLOAD + 1;

/// What stands in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) number: u64,
    pub(super) sent_at: SystemTime,
}

impl Stamp {
    /// The picture with this in it. What is no picture of H.264 stays as it is.
    pub(super) fn put(self, tag: Tag) -> Tag {
        if !is_picture(&tag) {
            return tag;
        }
        let micros = self.sent_at.duration_since(UNIX_EPOCH).unwrap_or_default().as_micros() as u64;
        let mut body = BytesMut::with_capacity(tag.body.len() + LENGTH + UNIT);
        body.put_slice(&tag.body[..HEAD]);
        body.put_u32(UNIT as u32);
        body.put_slice(&[SEI, USER_DATA, PAYLOAD as u8]);
        body.put_slice(MARK);
        body.put_slice(format!("{:016x}{micros:016x}", self.number).as_bytes());
        body.put_u8(0x80);
        body.put_slice(&tag.body[HEAD..]);
        Tag::new(tag.kind, tag.timestamp, body.freeze())
    }

    /// What stands in a picture, if it is one of ours.
    pub(super) fn of(tag: &Tag) -> Option<Self> {
        let units = is_picture(tag).then(|| &tag.body[HEAD..])?;
        let payload = units_of(units).find_map(|unit| {
            let payload = unit.strip_prefix(&[SEI, USER_DATA, PAYLOAD as u8])?.strip_prefix(MARK)?;
            payload.get(..NUMBER + TIME)
        })?;
        let digits = |digits: &[u8]| u64::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok();
        let (number, micros) = (digits(&payload[..NUMBER])?, digits(&payload[NUMBER..])?);
        Some(Self { number, sent_at: UNIX_EPOCH.checked_add(Duration::from_micros(micros))? })
    }
}

/// The units of a picture, each behind its length.
fn units_of(mut bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let (length, rest) = bytes.split_first_chunk::<LENGTH>()?;
        let (unit, rest) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
        bytes = rest;
        Some(unit)
    })
}

#[cfg(test)]
mod tests {
    use pili_media::flv::{self, TagKind};

    use super::*;
    use crate::clip::CLIP;

    #[test]
    fn a_stamp_is_read_back_from_every_picture_and_from_nothing_else() {
        let stamp = Stamp { number: 41, sent_at: UNIX_EPOCH + Duration::from_micros(1_700_000_000_123_456) };
        let mut pictures = 0;
        for tag in flv::read(CLIP).unwrap() {
            let stamped = stamp.put(tag.clone());
            assert_eq!(Stamp::of(&tag), None);
            match is_picture(&tag) {
                false => assert_eq!(stamped, tag),
                true => {
                    pictures += 1;
                    assert_eq!(
                        (Stamp::of(&stamped), stamped.is_key_frame()),
                        (Some(stamp), tag.is_key_frame())
                    );
                    assert_eq!(stamped.body.len(), tag.body.len() + LENGTH + UNIT);
                }
            }
        }
        assert!(pictures > 100);
    }

    #[test]
    fn bytes_that_are_cut_anywhere_hold_no_stamp() {
        let stamp = Stamp { number: 1, sent_at: UNIX_EPOCH };
        let picture = flv::read(CLIP).unwrap().into_iter().find(Tag::is_key_frame).unwrap();
        let stamped = stamp.put(picture);
        for end in 0..HEAD + LENGTH + UNIT {
            let cut = Tag::new(TagKind::Video, 0, stamped.body.slice(..end));
            assert_eq!(Stamp::of(&cut), None, "{end}");
        }
    }
}
