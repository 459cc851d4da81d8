//! Pictures of a stream.

use super::*;

/// Whether somebody could look at it.
pub(super) fn is_picture(file: &[u8]) -> bool {
    let (width, height) = jpeg_size(file);
    width > 0 && height > 0
}

/// Width and height from the frame header.
fn jpeg_size(file: &[u8]) -> (u16, u16) {
    assert!(file.starts_with(&[0xFF, 0xD8]) && file.ends_with(&[0xFF, 0xD9]));
    let header = file.windows(2).position(|bytes| bytes == [0xFF, 0xC0]).expect("a frame header");
    let number = |at: usize| u16::from_be_bytes([file[header + at], file[header + at + 1]]);
    (number(7), number(5))
}

#[cfg(not(feature = "snapshot"))]
#[tokio::test]
async fn without_the_feature_a_snapshot_is_an_error_that_names_it() {
    let local = Local::start().await;
    let mut publisher = local.publisher().await;
    publisher.send_all(&clip(), Pace::Fast).await.expect("a publish");
    until(|| local.media.live(&id()).is_some_and(|live| live.gop.max_ms().is_some())).await;
    let error = local.media.snapshot(&id(), None).expect_err("no picture");
    assert_eq!(error, SnapshotError::NotBuilt);
    assert!(error.to_string().contains("`snapshot`"), "{error}");
}

#[cfg(feature = "snapshot")]
mod with_a_decoder {
    use super::*;
    use crate::{frame::Frame, snapshot};

    #[tokio::test]
    async fn a_snapshot_is_a_jpeg_of_the_streams_size_now_and_in_the_past() {
        let local = Local::start().await;
        let _publication = local.publish_in_time(&clip(), 18_000_000);
        let now = local.media.snapshot(&id(), None).expect("a picture");
        let past = local.media.snapshot(&id(), Some(at(1_500))).expect("a picture");
        assert_eq!((jpeg_size(&now), jpeg_size(&past)), ((160, 90), (160, 90)));
        assert_ne!(now, past);
        assert_eq!(local.media.snapshot(&id(), Some(at(9_000))), Err(SnapshotError::Nothing));
    }

    #[test]
    fn a_snapshot_of_hevc_is_refused_by_name() {
        let frame = |first: u8| {
            let body = [&[first], &b"hvc1"[..], &[0; 16]].concat();
            Frame::new(TagKind::Video, 0, true, &body)
        };
        assert_eq!(snapshot::jpeg(&frame(0x90), &frame(0x91)), Err(SnapshotError::Codec(Codec::Hevc)));
    }

    #[test]
    fn a_mutated_picture_is_an_error_or_a_picture() {
        let tags = clip();
        let find =
            |wanted: fn(&Tag) -> bool| tags.iter().find(|tag| wanted(tag)).expect("such a tag").body.clone();
        let (config, key) = (find(|tag| tag.dimensions().is_some()), find(Tag::is_key_frame));
        let frame = |body: &[u8]| Frame::new(TagKind::Video, 0, true, body);
        let mut random = Random(2);
        let (mut pictures, mut errors) = (0, 0);
        for n in 0..200 {
            let spoilt_config = if n % 4 == 0 { random.mutate(&config) } else { config.clone() };
            match snapshot::jpeg(&frame(&spoilt_config), &frame(&random.mutate(&key))) {
                Ok(file) if n % 4 == 0 => pictures += usize::from(is_picture(&file)),
                Ok(file) => {
                    assert_eq!(jpeg_size(&file), (160, 90));
                    pictures += 1;
                }
                Err(_) => errors += 1,
            }
        }
        assert!(pictures > 0 && errors > 0, "{pictures} pictures and {errors} errors");
        assert_eq!(pictures + errors, 200);
    }

    /// What a decoder makes of a key frame with parameter sets and slices of its own.
    fn picture_of(nals: &[&[u8]]) -> Result<Bytes, SnapshotError> {
        let config = clip().into_iter().find(|tag| tag.dimensions().is_some()).expect("a configuration").body;
        let sized = |nal: &&[u8]| [&(nal.len() as u32).to_be_bytes(), *nal].concat();
        let key = [&[0x17, 1, 0, 0, 0][..], &nals.iter().flat_map(sized).collect::<Vec<_>>()].concat();
        let frame = |body: &[u8]| Frame::new(TagKind::Video, 0, true, body);
        snapshot::jpeg(&frame(&config), &frame(&key))
    }

    /// The decoder adds the crops up, which is more than 32 bits hold.
    #[test]
    fn a_picture_that_crops_itself_away_is_an_error() {
        let sps = b"\x67\x42\x00\x0a\xf8\x51\xb8\x00\x00\x03\x00\x0f\xff\xff\xff\xf7\xa0";
        let error = picture_of(&[sps]).expect_err("no picture");
        assert!(error.to_string().contains("its size is not known"), "{error}");
    }

    /// The decoder doubles a filter's offset, which is more than 32 bits hold.
    #[test]
    fn a_slice_that_panics_the_decoder_is_an_error() {
        let (sps, pps) = (b"\x67\x42\x00\x0a\xf8\x51\xb2", b"\x68\xce\x3c\x80");
        let slice =
            b"\x65\x88\x84\x0c\x00\x00\x03\x00\x07\xff\xff\xff\xf4\x00\x00\x03\x00\x00\x03\x00\x00\x03\x00\x02";
        let error = picture_of(&[sps, pps, slice]).expect_err("no picture");
        assert!(error.to_string().contains("cannot be decoded"), "{error}");
    }

    /// As of an encoder that refreshes its pictures in parts: marked as a key frame, but made of the one before.
    #[test]
    fn a_key_frame_that_is_no_whole_picture_is_said_to_be_none() {
        let tags = clip();
        let config = tags.iter().find(|tag| tag.dimensions().is_some()).expect("a configuration");
        let is_other = |tag: &&Tag| tag.kind == TagKind::Video && !tag.is_config() && !tag.is_key_frame();
        let mut marked = tags.iter().find(is_other).expect("another frame").body.to_vec();
        marked[0] = 0x17;
        let frame = |body: &[u8]| Frame::new(TagKind::Video, 0, true, body);
        let error = snapshot::jpeg(&frame(&config.body), &frame(&marked)).expect_err("no picture");
        assert_eq!(error, SnapshotError::Refreshed);
        assert!(error.to_string().contains("intra refresh"), "{error}");
    }
}
