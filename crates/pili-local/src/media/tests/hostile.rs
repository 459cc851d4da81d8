//! Bytes that no honest encoder sends.

use super::*;
use crate::media::{export, frame::Frame, snapshot};

#[tokio::test]
async fn a_mutated_publish_neither_panics_nor_stops_the_others() {
    let local = Local::start().await;
    let mut random = Random(1);
    for _ in 0..20 {
        let publication = viewer::publication(&local);
        for tag in clip() {
            let is_spoilt = random.next().is_multiple_of(3);
            let body = if is_spoilt { random.mutate(&tag.body) } else { tag.body.clone() };
            let timestamp = if is_spoilt { random.next() as u32 } else { tag.timestamp };
            publication.push(tag.kind, timestamp, &body);
        }
        let _ = local.media.live(&id()).expect("live");
        let segments = local.media.recorded(&id(), SystemTime::UNIX_EPOCH, at(u64::from(u32::MAX)));
        let _ = (export::flv(&segments), export::mp4(&segments), local.media.snapshot(&id(), None));
    }
    local.publish_clip().await;
}

#[test]
fn a_mutated_picture_is_an_error_or_a_picture() {
    let tags = clip();
    let find =
        |wanted: fn(&Tag) -> bool| tags.iter().find(|tag| wanted(tag)).expect("such a tag").body.clone();
    let (config, key) = (find(|tag| tag.dimensions().is_some()), find(Tag::is_key_frame));
    let frame = |body: &[u8]| Frame::new(TagKind::Video, 0, true, body);
    let mut random = Random(2);
    for n in 0..200 {
        let spoilt_config = if n % 4 == 0 { random.mutate(&config) } else { config.clone() };
        let _ = snapshot::jpeg(&frame(&spoilt_config), &frame(&random.mutate(&key)));
    }
}

/// What a decoder makes of a key frame with parameter sets and slices of its own.
fn picture_of(nals: &[&[u8]]) -> Result<Bytes, snapshot::SnapshotError> {
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

#[test]
fn a_mutated_file_is_an_error_or_a_file() {
    let mut random = Random(3);
    for _ in 0..300 {
        let tags = flv::read(&random.mutate(&CLIP[..5_000])).unwrap_or_default();
        tags.iter().for_each(|tag| {
            let _ = (tag.is_key_frame(), tag.is_config(), tag.codec(), tag.dimensions(), tag.sample_rate());
        });
    }
}

#[tokio::test]
async fn mutated_sessions_are_closed_or_served() {
    let limits =
        Limits { idle: Duration::from_millis(100), silence: Duration::from_millis(100), ..Limits::default() };
    let local = Local::with(limits).await;
    let mut random = Random(4);
    // A connect, a createStream and a publish, as our own client sends them.
    let amf = |text: &str| [&[2, 0, text.len() as u8], text.as_bytes()].concat();
    let number = [0, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0];
    let connect = [&amf("connect")[..], &number, &[3, 0, 3], b"app", &amf("hub"), &[0, 0, 9]].concat();
    let publish =
        [&amf("publish")[..], &number, &[5], &amf("evening?token=good/one?"), &amf("live")].concat();
    let message = |body: &[u8]| [&[3, 0, 0, 0, 0, 0, body.len() as u8, 20, 0, 0, 0, 0], body].concat();
    let talk = [message(&connect), message(&publish)].concat();
    for _ in 0..100 {
        let mut stream = TcpStream::connect(local.address).await.expect("a connection");
        stream.write_all(&[&[3; 1 + 2 * 1536], &random.mutate(&talk)[..]].concat()).await.expect("sent");
        stream.shutdown().await.expect("half closed");
        let mut answer = Vec::new();
        let _ = timeout(SOON, stream.read_to_end(&mut answer)).await.expect("the server closes");
        assert!(answer.len() < 10_000, "{}", answer.len());
    }
    assert!(!local.door.0.lock().expect("no panic").is_empty(), "some talk is understood");
    until(|| local.media.live(&id()).is_none()).await;
    local.publish_clip().await;
}
