mod mux;

use super::*;
use crate::{
    TagKind,
    annex_b::ParameterSets,
    codec::{AudioHeader, Part, VideoHeader},
    flv,
    tests::Random,
};
use mux::{AAC, H264, HEVC, MP3, Mux, OPUS, Row, SIZE, SOUND, VIDEO};

const MOST: usize = 8 << 20;
const PLAIN: &[u8] = include_bytes!("../../tests/data/clip.flv");

fn clip(file: &[u8]) -> Vec<Tag> {
    flv::read(file).expect("a clip")
}

/// A clip as a transport stream.
fn stream(tags: &[Tag], rows: &[Row<'_>], base: u64) -> Vec<u8> {
    let mut mux = Mux::default();
    mux.base = base;
    mux.tables(rows);
    tags.iter().for_each(|tag| mux.tag(tag));
    mux.bytes
}

/// The usual clip: two seconds of H.264 and AAC.
pub(crate) fn plain_stream() -> Vec<u8> {
    stream(&clip(PLAIN), &[H264, AAC], 0)
}

/// What says that its pictures are MPEG-2.
pub(crate) fn stream_that_cannot_be_taken() -> Vec<u8> {
    stream(&[], &[(2, VIDEO, &[])], 0).repeat(2)
}

fn demux(bytes: &[u8]) -> Vec<Tag> {
    let mut demuxer = Demuxer::new(MOST);
    let messages = bytes.chunks(7 * SIZE);
    let mut tags: Vec<Tag> =
        messages.flat_map(|message| demuxer.push(message).expect("a stream that is taken")).collect();
    tags.extend(demuxer.finish().expect("an end"));
    tags
}

/// A frame as decoders see it.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    /// Milliseconds since the first frame of all.
    time: i64,
    composition: i32,
    is_key: bool,
    data: Vec<u8>,
}

fn seen(tags: &[Tag], kind: TagKind) -> Vec<Seen> {
    let first = tags.iter().find(|tag| tag.kind != TagKind::Script && !tag.is_config());
    let first = first.map_or(0, |tag| tag.timestamp);
    let frames = tags.iter().filter(|tag| tag.kind == kind && !tag.is_config());
    frames
        .filter_map(|tag| {
            let (payload, composition, is_key) = match kind {
                TagKind::Video => {
                    let header = VideoHeader::parse(&tag.body).filter(|header| header.part == Part::Frame)?;
                    (header.payload, header.composition, header.is_key)
                }
                _ => (AudioHeader::parse(&tag.body)?.payload, 0, false),
            };
            let time = i64::from(tag.timestamp.wrapping_sub(first).cast_signed());
            Some(Seen { time, composition, is_key, data: tag.body[payload..].to_vec() })
        })
        .collect()
}

/// The parameter sets of its pictures.
fn sets(tags: &[Tag]) -> Vec<Vec<u8>> {
    let configs = tags.iter().filter(|tag| tag.kind == TagKind::Video && tag.is_config());
    configs
        .filter_map(|tag| ParameterSets::of(&tag.body))
        .map(|sets| sets.parts(&bytes::Bytes::new(), true).concat())
        .collect()
}

fn is_same(demuxed: &[Tag], published: &[Tag]) {
    for kind in [TagKind::Video, TagKind::Audio] {
        let (demuxed, published) = (seen(demuxed, kind), seen(published, kind));
        assert_eq!(demuxed.len(), published.len(), "{kind:?}");
        for (at, (demuxed, published)) in demuxed.iter().zip(&published).enumerate() {
            assert!(
                (demuxed.time - published.time).abs() <= 1,
                "{kind:?} {at}: {} {}",
                demuxed.time,
                published.time
            );
            let expected = Seen { time: demuxed.time, ..published.clone() };
            assert!(*demuxed == expected, "{kind:?} {at}");
        }
    }
}

#[test]
fn what_comes_out_is_what_rtmp_would_have_brought() {
    let clips: [(&[u8], &[Row<'_>]); 3] = [
        (PLAIN, &[H264, AAC]),
        (include_bytes!("../../tests/data/hevc-opus.flv"), &[HEVC, OPUS]),
        (include_bytes!("../../tests/data/vp9-mp3.flv"), &[MP3]),
    ];
    for (file, rows) in clips {
        let mut published = clip(file);
        if rows.len() == 1 {
            published.retain(|tag| tag.kind == TagKind::Audio);
        }
        let demuxed = demux(&stream(&published, rows, 90_000));
        is_same(&demuxed, &published);
        assert_eq!(sets(&demuxed), sets(&published));
        let codecs =
            |tags: &[Tag]| tags.iter().filter_map(Tag::codec).collect::<std::collections::HashSet<_>>();
        assert_eq!(codecs(&demuxed), codecs(&published));
    }
}

#[test]
fn the_configuration_of_aac_is_that_of_the_publisher() {
    let configs = |tags: &[Tag]| {
        let configs = tags.iter().filter(|tag| tag.kind == TagKind::Audio && tag.is_config());
        configs.map(|tag| tag.sample_rate()).collect::<Vec<_>>()
    };
    let published = clip(PLAIN);
    assert_eq!(configs(&demux(&stream(&published, &[H264, AAC], 0))), configs(&published));
}

#[test]
fn a_clock_may_begin_anywhere_and_wrap() {
    let published = clip(PLAIN);
    let wrap = 1u64 << 33;
    for base in [0, 5 * 3_600 * 90_000, wrap - 90_000, wrap - 1, (1 << 32) * 90 % wrap] {
        is_same(&demux(&stream(&published, &[H264, AAC], base)), &published);
    }
}

#[test]
fn pictures_that_are_shown_in_another_order_keep_it() {
    let mut published = clip(PLAIN);
    let pictures = published.iter_mut().filter(|tag| tag.kind == TagKind::Video && !tag.is_config());
    for (number, tag) in pictures.enumerate() {
        let mut body = tag.body.to_vec();
        body[2..5].copy_from_slice(&[0, 0, [80, 160, 40, 0][number % 4]]);
        tag.body = body.into();
    }
    is_same(&demux(&stream(&published, &[H264, AAC], 0)), &published);
}

#[test]
fn after_a_loss_pictures_go_on_with_the_next_key_frame() {
    let published = clip(PLAIN);
    let mut mux = Mux::default();
    mux.tables(&[H264, AAC]);
    // Twice the clip, one after the other: its key frames are known.
    let long: Vec<Tag> =
        published.iter().map(|tag| Tag::new(tag.kind, tag.timestamp + 60_000, tag.body.clone())).collect();
    let mut marks = Vec::new();
    for tag in published.iter().chain(&long) {
        marks.push((mux.bytes.len(), tag.clone()));
        mux.tag(tag);
    }
    let pictures = || marks.iter().filter(|(_, tag)| is_picture(tag));
    let (lost_at, lost) = pictures().nth(3).expect("a picture that is no key frame");
    assert!(!lost.is_key_frame());
    let mut bytes = mux.bytes.clone();
    bytes.drain(*lost_at..lost_at + SIZE);
    let came: Vec<u32> =
        demux(&bytes).iter().filter(|tag| is_picture(tag)).map(|tag| tag.timestamp).collect();
    let next_key = pictures().skip(4).find(|(_, tag)| tag.is_key_frame()).expect("a key frame").1.timestamp;
    let expected: Vec<u32> = pictures()
        .map(|(_, tag)| tag.timestamp)
        .enumerate()
        .filter(|(number, time)| *number < 2 || *time >= next_key)
        .map(|(_, time)| time)
        .collect();
    // The picture before the loss is gone as well: nothing says where it ends.
    let since = |times: &[u32]| times.iter().map(|time| time.wrapping_sub(times[0])).collect::<Vec<_>>();
    assert_eq!(since(&came), since(&expected));
}

fn is_picture(tag: &Tag) -> bool {
    tag.kind == TagKind::Video
        && VideoHeader::parse(&tag.body).is_some_and(|header| header.part == Part::Frame)
}

#[test]
fn packets_that_are_sent_twice_count_once() {
    let published = clip(PLAIN);
    let bytes = stream(&published, &[H264, AAC], 0);
    let twice: Vec<u8> = bytes.chunks(SIZE).flat_map(|packet| [packet, packet].concat()).collect();
    is_same(&demux(&twice), &published);
}

#[test]
fn garbage_and_foreign_packets_are_passed_over() {
    let published = clip(PLAIN);
    let bytes = stream(&published, &[H264, AAC], 0);
    let mut null = [0xFF; SIZE];
    null[..4].copy_from_slice(&[0x47, 0x1F, 0xFF, 0x10]);
    let mut foreign = [0; SIZE];
    foreign[..4].copy_from_slice(&[0x47, 0x40, 0x50, 0x17]);
    let mut mixed = b"\x47garbage\x47".to_vec();
    for packet in bytes.chunks(SIZE) {
        mixed.extend([&null, &foreign, packet].concat());
    }
    is_same(&demux(&mixed), &published);
}

#[test]
fn of_two_tracks_of_sound_the_first_is_taken() {
    const SECOND: u16 = 0x102;
    let published = clip(PLAIN);
    let mut mux = Mux::default();
    mux.tables(&[H264, AAC, (0x0F, SECOND, &[])]);
    for tag in &published {
        mux.tag(tag);
        mux.pes(SECOND, tag.timestamp.into(), &[0xFF, 0xF1, 0x50, 0x80, 1, 0x1F, 0xFC, 7]);
    }
    is_same(&demux(&mux.bytes), &published);
}

#[test]
fn a_track_that_moves_to_another_pid_goes_on() {
    let published = clip(PLAIN);
    let mut mux = Mux::default();
    mux.tables(&[H264, AAC]);
    let (before, after) = published.split_at(published.len() / 2);
    before.iter().for_each(|tag| mux.tag(tag));
    mux.sound = Some(0x150);
    mux.tables(&[H264, (0x0F, 0x150, &[])]);
    after.iter().for_each(|tag| mux.tag(tag));
    is_same(&demux(&mux.bytes), &published);
}

#[test]
fn tables_are_followed_over_several_packets() {
    let published = clip(PLAIN);
    // Descriptors of no use, of more than a packet.
    let long = [&[0x80, 100][..], &[7; 100], &[0x81, 100], &[7; 100]].concat();
    let bytes = stream(&published, &[(0x86, 0x120, &long), H264, AAC], 0);
    is_same(&demux(&bytes), &published);
}

#[test]
fn a_frame_of_sound_may_go_on_in_the_next_packet() {
    let published: Vec<Tag> = clip(PLAIN).into_iter().filter(|tag| tag.kind == TagKind::Audio).collect();
    let mut whole = Mux::default();
    published.iter().for_each(|tag| whole.tag(tag));
    let frames: Vec<u8> = demux_pes(&whole.bytes);
    let mut mux = Mux::default();
    mux.tables(&[AAC]);
    // Cut anywhere: the time is that of the first frame that begins there.
    let mut at = 0;
    let mut starts = starts(&frames).into_iter().zip(seen(&published, TagKind::Audio)).peekable();
    for part in frames.chunks(501) {
        while starts.next_if(|(start, _)| *start < at).is_some() {}
        let time = starts.peek().map_or(0, |(_, frame)| frame.time);
        mux.pes(SOUND, time as u64, part);
        at += part.len();
    }
    let came = seen(&demux(&mux.bytes), TagKind::Audio);
    assert_eq!(came.len(), seen(&published, TagKind::Audio).len());
    for (came, published) in came.iter().zip(seen(&published, TagKind::Audio)) {
        assert!(came.data == published.data && (came.time - published.time).abs() <= 1, "{}", published.time);
    }
}

/// What the PES packets of sound hold.
fn demux_pes(bytes: &[u8]) -> Vec<u8> {
    let mut assembler = super::pes::Assembler::new(MOST);
    let packets =
        bytes.chunks(SIZE).filter_map(|packet| Packet::parse(&bytes::Bytes::copy_from_slice(packet)));
    let arrivals = packets.flat_map(|packet| assembler.push(&packet).expect("small"));
    arrivals
        .flat_map(|arrival| match arrival {
            super::pes::Arrival::Whole(pes) => pes.data.to_vec(),
            super::pes::Arrival::Loss => Vec::new(),
        })
        .collect()
}

/// Where frames of ADTS begin.
fn starts(frames: &[u8]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    while let Some(head) = frames.get(at..at + 7) {
        starts.push(at);
        at += usize::from(head[3] & 3) << 11 | usize::from(head[4]) << 3 | usize::from(head[5] >> 5);
    }
    starts
}

#[test]
fn what_cannot_be_taken_is_named() {
    let refused = |rows: &[Row<'_>]| {
        let mut mux = Mux::default();
        mux.tables(rows);
        mux.packets(0x1FFF, false, &[0; 184]);
        Demuxer::new(MOST).push(&mux.bytes).map(|_| ()).map_err(|error| error.to_string())
    };
    let named = |name: &str| Err(DemuxError::Coding(name_of(name)).to_string());
    assert_eq!(refused(&[(2, VIDEO, &[]), AAC]), named("MPEG-2 video"));
    assert_eq!(refused(&[H264, (0x81, SOUND, &[])]), named("AC-3"));
    assert_eq!(refused(&[H264, (6, SOUND, &[0x6A, 1, 0])]), named("AC-3"));
    assert_eq!(refused(&[(6, VIDEO, b"\x05\x04AV01"), AAC]), named("AV1"));
    assert!(refused(&[(2, VIDEO, &[])]).unwrap_err().contains("MPEG-2 video"));
    // Beside one that can be, and what is neither pictures nor sound.
    assert_eq!(refused(&[H264, (0x81, 0x102, &[]), AAC, (6, 0x103, &[0x59, 0])]), Ok(()));
}

fn name_of(name: &str) -> &'static str {
    ["MPEG-2 video", "AC-3", "AV1"].into_iter().find(|known| *known == name).expect("a name")
}

#[test]
fn old_layers_of_mpeg_audio_are_refused() {
    let mut mux = Mux::default();
    mux.tables(&[MP3]);
    mux.pes(SOUND, 0, &[0xFF, 0xFD, 0x90, 0x04, 0, 0]);
    let refused = Demuxer::new(MOST).push(&mux.bytes);
    assert_eq!(refused, Err(DemuxError::Coding("MPEG audio of layer II")));
}

#[test]
fn a_frame_that_is_too_large_ends_it() {
    let mut mux = Mux::default();
    mux.tables(&[H264]);
    mux.packets(VIDEO, true, &[&[0, 0, 1, 0xE0, 0, 0, 0x80, 0, 0][..], &[1; 10_000]].concat());
    assert_eq!(Demuxer::new(5_000).push(&mux.bytes), Err(DemuxError::TooLarge(5_000)));
}

#[test]
fn what_has_no_program_ends_it() {
    let mut demuxer = Demuxer::new(MOST);
    let refused = (0..1_000).find_map(|_| demuxer.push(&[0x47; 10_000]).err());
    assert_eq!(refused, Some(DemuxError::NoProgram));
}

#[test]
fn nothing_that_comes_makes_it_panic() {
    let mut random = Random(7);
    let clips: [(&[u8], &[Row<'_>]); 3] = [
        (PLAIN, &[H264, AAC]),
        (include_bytes!("../../tests/data/hevc-opus.flv"), &[HEVC, OPUS]),
        (include_bytes!("../../tests/data/vp9-mp3.flv"), &[MP3]),
    ];
    for (file, rows) in clips {
        let mut published = clip(file);
        if rows.len() == 1 {
            published.retain(|tag| tag.kind == TagKind::Audio);
        }
        let bytes = stream(&published, rows, 0);
        let start = &bytes[..bytes.len().min(60 * SIZE)];
        for _ in 0..300 {
            let mut demuxer = Demuxer::new(MOST);
            for packet in start.chunks(SIZE) {
                let packet = if random.next().is_multiple_of(8) {
                    random.mutate(packet)
                } else {
                    bytes::Bytes::copy_from_slice(packet)
                };
                if demuxer.push(&packet).is_err() {
                    break;
                }
            }
            let _ = demuxer.finish();
        }
    }
}
