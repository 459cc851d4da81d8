//! Configurations that no honest encoder sends: each is read or not, and none panics.

use super::*;
use std::sync::Arc;

use crate::{TagKind, annex_b::ParameterSets, frame::Frame, mp4::Tracks, setup::Setup, tests::Random};

/// 160 by 90 pixels, as in the clip.
const SPS: &[u8] =
    b"\x67\x4d\x40\x0b\xec\xa1\x46\xfc\x98\x08\x80\x00\x00\x03\x00\x80\x00\x00\x19\x07\x8a\x14\xcb";
const PPS: &[u8] = b"\x68\xeb\xe0\xc4\xb2";
/// AAC-LC, 44.1 kHz, one channel.
const AAC: &[u8] = &[0xAF, 0, 0x12, 0x08];

/// A video message with a decoder configuration record.
fn avc(sps: &[u8]) -> Vec<u8> {
    let sized = |set: &[u8]| [&(set.len() as u16).to_be_bytes(), set].concat();
    let head = [0x17, 0, 0, 0, 0, 1, 0x4D, 0x40, 0x0B, 0xFF, 0xE1];
    [&head[..], &sized(sps), &[1], &sized(PPS)].concat()
}

/// A video message with a decoder configuration record of one set in one array.
fn hevc() -> Vec<u8> {
    let mut record = vec![0; 23];
    record[21..].copy_from_slice(&[3, 1]);
    [&[0x90], &b"hvc1"[..], &record, &[0x21, 0, 1, 0, 3, 0x42, 1, 7]].concat()
}

/// Does everything that is done with a configuration.
fn probe(message: &[u8]) {
    let body = Bytes::copy_from_slice(message);
    if let Some(header) = VideoHeader::parse(&body) {
        let _ = VideoInfo::parse(header, &body);
    }
    if let Some(header) = AudioHeader::parse(&body) {
        let _ = AudioInfo::parse(header, &body);
    }
    let _ =
        avc_config_of(&body).map(|config| config.sps.first().map(|nal| (sps_size(nal), sps(nal).is_some())));
    let _ = ParameterSets::of(&body);
    let _ = aac_config_of(&body);
    let frames = [TagKind::Video, TagKind::Audio].map(|kind| Arc::new(Frame::new(kind, 0, true, message)));
    let mut setup = Setup::default();
    setup.complete(&frames);
    let _ = Tracks::of(&setup, &frames).and_then(|tracks| tracks.initial());
}

fn size(message: &[u8]) -> Option<(u32, u32)> {
    let body = Bytes::copy_from_slice(message);
    VideoInfo::parse(VideoHeader::parse(&body).expect("a header"), &body).size
}

/// Probes configurations, each spoilt in another way, for as many rounds.
fn probe_spoilt(rounds: usize, seed: u64) {
    let mut random = Random(seed);
    for _ in 0..rounds {
        for message in [avc(SPS), hevc(), AAC.to_vec()] {
            probe(&random.mutate(&message));
        }
        probe(&avc(&random.mutate(SPS)));
        // A set of any bits at all, which gets further with a profile that exists.
        let mut sps: Vec<u8> = (0..random.next() % 64).map(|_| random.next() as u8).collect();
        sps.splice(..sps.len().min(2), [0x67, [66, 77, 100, 122, 244][random.next() % 5]]);
        probe(&avc(&sps));
    }
}

#[test]
fn a_parameter_set_of_any_length_is_read_or_not() {
    assert_eq!(size(&avc(SPS)), Some((160, 90)));
    for length in 0..SPS.len() {
        assert_eq!(size(&avc(&SPS[..length])), None, "{length}");
    }
}

#[test]
fn a_record_cut_anywhere_is_read_or_not() {
    for message in [avc(SPS), hevc(), AAC.to_vec()] {
        (0..message.len()).for_each(|length| probe(&message[..length]));
    }
}

#[test]
fn a_spoilt_configuration_does_not_panic() {
    probe_spoilt(2_000, 1);
}
