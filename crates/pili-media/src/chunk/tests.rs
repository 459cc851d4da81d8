use super::*;
use crate::{Limits, wire::RtmpMessage};

/// For a publisher, whose messages may be so large.
fn decoder(most: usize) -> Decoder {
    let mut decoder = Decoder::new(&Limits { message: most, command: most, ..Limits::default() });
    decoder.take_media();
    decoder
}

fn encode(csid: u8, timestamp: u32, body: &Bytes, chunk_size: usize) -> BytesMut {
    let mut bytes = BytesMut::from(&header(csid, timestamp, body.len(), 9, 1)[..]);
    bytes.extend_from_slice(&rest(csid, extended(timestamp), body.clone(), chunk_size));
    bytes
}

#[test]
fn a_message_survives_chunks_of_any_size_fed_byte_by_byte() {
    let body = Bytes::from((0..1000u32).map(|n| n as u8).collect::<Vec<_>>());
    for (chunk_size, timestamp) in [(1, 5), (128, EXTENDED - 1), (128, EXTENDED), (4096, u32::MAX)] {
        let mut decoder = decoder(1 << 20);
        decoder.set_chunk_size(chunk_size).expect("a valid size");
        let mut buffer = BytesMut::new();
        let mut found = Vec::new();
        for byte in encode(6, timestamp, &body, chunk_size as usize) {
            buffer.put_u8(byte);
            found.extend(decoder.decode(&mut buffer).expect("valid chunks"));
        }
        assert_eq!(found.len(), 1);
        assert_eq!((&found[0].payload, found[0].timestamp), (&body, timestamp));
    }
}

#[test]
fn long_timestamps_need_not_be_repeated_in_every_chunk() {
    let body = Bytes::from(vec![7; 300]);
    let mut bytes = BytesMut::from(&header(6, EXTENDED + 5, body.len(), 9, 1)[..]);
    bytes.extend_from_slice(&rest(6, None, body.clone(), 128));
    let message = decoder(1 << 20).decode(&mut bytes).expect("valid").expect("whole");
    assert_eq!(message.payload, body);
}

#[test]
fn a_short_header_adds_its_delta() {
    let mut bytes = encode(6, 1000, &Bytes::from_static(b"ab"), 128);
    bytes.extend_from_slice(&[0x86, 0, 0, 40, b'c', b'd', 0xC6, b'e', b'f']);
    let mut decoder = decoder(1 << 20);
    let times: Vec<_> =
        std::iter::from_fn(|| decoder.decode(&mut bytes).expect("valid")).map(|m| m.timestamp).collect();
    assert_eq!(times, [1000, 1040, 1080]);
}

#[test]
fn hostile_headers_are_refused_before_anything_is_held() {
    let mut large = BytesMut::from(&header(6, 0, 2000, 9, 1)[..]);
    assert!(decoder(1000).decode(&mut large).is_err());
    assert!(decoder(1000).set_chunk_size(0).is_err());
    let mut many = BytesMut::new();
    (0..=255).for_each(|csid| many.extend_from_slice(&[0, csid, 0, 0, 0, 0, 0, 1, 9, 0, 0, 0, 0, 1]));
    let mut decoder = decoder(1000);
    assert!((0..300).any(|_| decoder.decode(&mut many).is_err()));
}

#[test]
fn only_sound_and_picture_of_a_publisher_may_be_large() {
    let is_taken = |decoder: &mut Decoder, kind| {
        decoder.decode(&mut BytesMut::from(&header(6, 0, 2000, kind, 1)[..])).is_ok()
    };
    let limits = Limits { message: 2000, command: 1999, ..Limits::default() };
    for kind in 1..=22 {
        assert!(!is_taken(&mut Decoder::new(&limits), kind), "{kind} before a publish");
        let mut publisher = Decoder::new(&limits);
        publisher.take_media();
        assert_eq!(is_taken(&mut publisher, kind), matches!(kind, 8 | 9 | 22), "{kind} of a publisher");
    }
}

#[test]
fn a_size_that_is_not_repeated_is_still_held_to_the_kind() {
    let mut decoder = Decoder::new(&Limits { message: 2000, command: 1000, ..Limits::default() });
    decoder.take_media();
    let mut bytes = encode(6, 0, &Bytes::from(vec![0; 2000]), 128);
    decoder.decode(&mut bytes).expect("a picture").expect("whole");
    assert!(decoder.decode(&mut BytesMut::from(&[0x46, 0, 0, 0, 0, 7, 0xD0, 20][..])).is_err());
}

#[test]
fn mutated_chunks_neither_panic_nor_grow() {
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random as usize
    };
    let body = Bytes::from(vec![1; 700]);
    let valid = [encode(3, 0, &body, 128), encode(6, EXTENDED, &body, 128)].concat();
    for _ in 0..5_000 {
        let mut bytes = BytesMut::from(&valid[..]);
        for _ in 0..1 + next() % 8 {
            let at = next() % bytes.len();
            bytes[at] = next() as u8;
        }
        let mut decoder = decoder(4_096);
        while let Ok(Some(message)) = decoder.decode(&mut bytes) {
            let _ = RtmpMessage::from_chunk(&message);
        }
        assert!(decoder.held <= 2 * 4_096);
    }
}
