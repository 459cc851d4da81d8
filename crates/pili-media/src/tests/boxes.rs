//! Codecs in the containers that carry them: what comes out is what went in.

use shiguredo_mp4::{
    Decode, TrackKind,
    boxes::MoovBox,
    demux::{Fmp4FileDemuxer, Input, Mp4FileDemuxer},
};

use super::*;
use crate::{
    codec::{AudioHeader, Part, VideoHeader},
    export::{self, ExportError},
    segment::Segment,
};

/// Each with the media type under which a browser takes it.
const CLIPS: [(&[u8], &str); 4] = [
    (CLIP, "avc1.4d400b,mp4a.40.2"),
    (include_bytes!("../../tests/data/hevc-opus.flv"), "hvc1.1.6.L30.90,opus"),
    (include_bytes!("../../tests/data/av1-flac.flv"), "av01.0.00M.08,flac"),
    (include_bytes!("../../tests/data/vp9-mp3.flv"), "vp09.00.10.08,mp4a.6B"),
];

/// A sample: whether it is a picture, when it is shown in milliseconds, and what is in it.
type Sample = (bool, i64, Vec<u8>);

/// The frames of a clip from its first key frame on, as MP4 has them.
fn published(tags: &[Tag]) -> Vec<Sample> {
    let frame = |tag: &Tag| match tag.kind {
        TagKind::Video => {
            let header = VideoHeader::parse(&tag.body).filter(|header| header.part == Part::Frame)?;
            let shown = i64::from(tag.timestamp) + i64::from(header.composition);
            Some((true, shown, tag.body[header.payload..].to_vec()))
        }
        TagKind::Audio => {
            let header = AudioHeader::parse(&tag.body).filter(|header| header.part == Part::Frame)?;
            Some((false, tag.timestamp.into(), tag.body[header.payload..].to_vec()))
        }
        TagKind::Script => None,
    };
    let begun = tags.iter().skip_while(|tag| !tag.is_key_frame());
    begun.filter_map(frame).filter(|(_, _, data)| !data.is_empty()).collect()
}

/// The same data in the same order, and each as long after the first picture as it should be, to the millisecond.
fn assert_same(found: &[Sample], expected: &[Sample], name: &str) {
    let zero = |samples: &[Sample]| samples.iter().find(|(kind, ..)| *kind).map_or(0, |(_, time, _)| *time);
    for is_video in [true, false] {
        let of_kind = |samples: &[Sample]| -> Vec<Sample> {
            let zero = zero(samples);
            let of_kind = samples.iter().filter(|(kind, ..)| *kind == is_video);
            of_kind.map(|(kind, time, data)| (*kind, time - zero, data.clone())).collect()
        };
        let (found, expected) = (of_kind(found), of_kind(expected));
        assert_eq!(found.len(), expected.len(), "{name}, {is_video}");
        for (found, expected) in found.iter().zip(&expected) {
            assert!(found.2 == expected.2, "{name}: the data differ");
            assert!(found.1.abs_diff(expected.1) <= 1, "{name}: {} is not {}", found.1, expected.1);
        }
    }
}

fn sample(kind: TrackKind, scale: u32, time: u64, composition: Option<i64>, data: &[u8]) -> Sample {
    let shown = time as i64 + composition.unwrap_or(0);
    (kind == TrackKind::Video, (shown * 1_000 + i64::from(scale / 2)) / i64::from(scale), data.to_vec())
}

/// How much later than the file a track begins, in milliseconds: the demuxer leaves that to its caller.
fn delay(file: &[u8], kind: [u8; 4]) -> i64 {
    let at = file.windows(4).position(|bytes| bytes == b"moov").expect("an index") - 4;
    let (moov, _) = MoovBox::decode(&file[at..]).expect("a valid index");
    let mut tracks = moov.trak_boxes.iter();
    let track = tracks.find(|track| track.mdia_box.hdlr_box.handler_type == kind);
    let edits = track.and_then(|track| track.edts_box.as_ref()?.elst_box.as_ref());
    let edits = edits.map_or(&[][..], |list| &list.entries);
    let empty: u64 = edits.iter().filter(|edit| edit.media_time == -1).map(|edit| edit.edit_duration).sum();
    let scale = u64::from(moov.mvhd_box.timescale.get());
    ((empty * 1_000 + scale / 2) / scale) as i64
}

fn of_file(file: &[u8]) -> Vec<Sample> {
    let mut demuxer = Mp4FileDemuxer::new();
    demuxer.handle_input(Input { position: 0, data: file });
    let mut samples = Vec::new();
    while let Some(found) = demuxer.next_sample().expect("a valid file") {
        let at = found.data_offset as usize;
        let data = &file[at..at + found.data_size];
        let (track, composition) = (found.track, found.composition_time_offset);
        samples.push(sample(track.kind, track.timescale.get(), found.timestamp, composition, data));
    }
    for (is_video, time, _) in &mut samples {
        *time += delay(file, if *is_video { *b"vide" } else { *b"soun" });
    }
    samples
}

fn of_fragments(file: &[u8]) -> Vec<Sample> {
    let mut demuxer = Fmp4FileDemuxer::new();
    let mut samples = Vec::new();
    loop {
        while let Some(wanted) = demuxer.required_input() {
            let begin = (wanted.position as usize).min(file.len());
            let end = wanted.size.map_or(file.len(), |size| (begin + size).min(file.len()));
            demuxer.handle_input(Input { position: wanted.position, data: &file[begin..end] });
        }
        let Some(found) = demuxer.next_sample().expect("valid fragments") else { break };
        let at = found.data_offset as usize;
        let data = &file[at..at + found.data_size];
        let (track, composition) = (found.track, found.composition_time_offset);
        samples.push(sample(track.kind, track.timescale.get(), found.timestamp, composition, data));
    }
    samples
}

/// What was published, recorded.
async fn recorded(clip: &[u8]) -> (Local, Vec<Tag>, Vec<Arc<Segment>>) {
    let local = Local::start().await;
    let tags = flv::read(clip).expect("a valid clip");
    drop(local.publish_in_time(&tags, 0));
    let segments = local.recorded().await;
    (local, tags, segments)
}

#[tokio::test]
async fn an_mp4_file_holds_every_frame_of_every_codec_when_it_was_shown() {
    for (clip, name) in CLIPS {
        let (_local, tags, segments) = recorded(clip).await;
        let file = export::mp4(&segments).expect("a file");
        assert_same(&of_file(&file), &published(&tags), name);
    }
}

#[tokio::test]
async fn fragments_of_hls_hold_every_frame_when_it_was_shown() {
    for (clip, name) in &CLIPS[1..] {
        let (local, tags, segments) = recorded(clip).await;
        let (media, address) = (&local.media, local.address);
        let file = async |file| media.hls_file(&id(), file, "play.example.com", address).await;
        let map = segments[0].map().expect("a map");
        let mut fragments = file(map).await.expect("the map").to_vec();
        for segment in &segments {
            assert_eq!(segment.map(), Some(map));
            fragments.extend(file(segment.file().expect("it is carried")).await.expect("a fragment"));
        }
        assert_same(&of_fragments(&fragments), &published(&tags), name);
    }
}

#[tokio::test]
async fn a_playlist_of_fragments_names_their_map_anew_after_a_break() {
    let local = Local::start().await;
    let tags = flv::read(CLIPS[1].0).expect("a valid clip");
    drop(local.publish_in_time(&tags, 0));
    drop(local.publish_in_time(&tags, 0));
    let text = vod_playlist(&local.recorded().await, archive::name).expect("a playlist");
    let tags = [
        "#EXT-X-VERSION:7",
        "URI=\"0.mp4\"",
        "0.m4s",
        "1.m4s",
        "URI=\"2.mp4\"",
        "#EXT-X-DISCONTINUITY",
        "2.m4s",
    ];
    let places: Vec<_> = tags.iter().map(|tag| text.find(tag)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
    assert_eq!(text.matches("#EXT-X-MAP").count(), 2, "{text}");
    let live = archive::playlist(&local.media.hls_playlist(&id(), archive::name).await.expect("a playlist"));
    assert!(live.segments[0].map.is_some(), "a player that comes now needs it too");
}

#[tokio::test]
async fn live_fragments_hold_every_frame_from_the_key_frame_on() {
    for (clip, name) in CLIPS {
        let local = Local::start().await;
        let tags = flv::read(clip).expect("a valid clip");
        let body = {
            let publication = viewer::publication(&local);
            let head = tags.iter().position(Tag::is_key_frame).expect("a key frame") + 1;
            let push = |tag: &Tag| publication.push(tag.kind, tag.timestamp, &tag.body);
            tags[..head].iter().for_each(push);
            let body = local.media.mp4(&id(), "play.example.com".to_owned(), local.address);
            let body = body.expect("it is carried").expect("it is live");
            let mut body = Box::pin(body);
            let reading = tokio::spawn(async move {
                let mut bytes = Vec::new();
                while let Some(part) = body.next().await {
                    bytes.extend(part);
                }
                bytes
            });
            tokio::task::yield_now().await;
            for tag in &tags[head..] {
                publication.push(tag.kind, tag.timestamp, &tag.body);
                tokio::task::yield_now().await;
            }
            let viewers = local.media.live(&id()).expect("live");
            assert_eq!(viewers.viewers[0].protocol, Protocol::Mp4);
            assert_eq!(viewers.mp4_type(), Some(format!("video/mp4; codecs=\"{name}\"")));
            drop(publication);
            reading
        };
        let bytes = timeout(SOON, body).await.expect("it ends").expect("no panic");
        assert_same(&of_fragments(&bytes), &published(&tags), name);
    }
}

#[tokio::test]
async fn a_codec_that_is_not_carried_is_named_and_nothing_is_left_out() {
    let local = Local::start().await;
    let publication = viewer::publication(&local);
    for tag in clip() {
        let speex = Bytes::from_static(&[0xB2, 1, 2, 3]);
        let body = if tag.kind == TagKind::Audio { speex } else { tag.body.clone() };
        publication.push(tag.kind, tag.timestamp, &body);
    }
    let segments = local.recorded().await;
    let refused = Err(ExportError::Codec(Codec::Speex));
    assert_eq!(export::mp4(&segments), refused);
    assert_eq!(segments[0].ts(), refused);
    assert_eq!(vod_playlist(&segments, archive::name).map(Bytes::from), refused);
    let playlist = local.media.hls_playlist(&id(), archive::name).await;
    assert_eq!(playlist, Err(NoPlaylist::Codec(Codec::Speex)));
    let live = local.media.mp4(&id(), String::new(), local.address).map(|_| ());
    assert_eq!(live, Err(Codec::Speex));
    assert_eq!(local.media.live(&id()).expect("live").mp4_type(), None);
    let saved = flv::read(&export::flv(&segments).expect("a file")).expect("valid FLV");
    assert!(saved.iter().filter(|tag| tag.codec() == Some(Codec::Speex)).count() > 100);
}

#[tokio::test]
async fn sound_that_begins_later_or_earlier_than_the_pictures_keeps_its_distance() {
    for (audio, video) in [(0, 0), (2_500, 0), (0, 15)] {
        let local = Local::start().await;
        let publication = viewer::publication(&local);
        for tag in clip() {
            let is_frame = !tag.is_config() && tag.kind != TagKind::Script;
            let later = if tag.kind == TagKind::Audio { audio } else { video };
            publication.push(tag.kind, tag.timestamp + if is_frame { later } else { 0 }, &tag.body);
        }
        drop(publication);
        let first = |tags: &[Tag], kind| {
            let mut frames = tags.iter().filter(|tag| tag.kind == kind && !tag.is_config());
            i64::from(frames.next().expect("a frame").timestamp)
        };
        let distance = |tags: &[Tag]| first(tags, TagKind::Audio) - first(tags, TagKind::Video);
        let expected = distance(&clip()) + i64::from(audio) - i64::from(video);
        let file = export::mp4(&local.recorded().await).expect("a file");
        let edits = file.windows(4).filter(|bytes| bytes == b"elst").count();
        assert_eq!(edits, usize::from(expected != 0), "a track that begins later than the file says so");
        let saved = flv::read(&export::flv(&local.recorded().await).expect("a file")).expect("valid FLV");
        assert_eq!(distance(&saved), expected);
    }
}

#[tokio::test]
async fn messages_of_further_tracks_pass_as_they_are() {
    let local = Local::start().await;
    let publication = viewer::publication(&local);
    let further = Bytes::from_static(b"\x96\x01hvc1\x01\0\0\0\x05a frame");
    for tag in clip() {
        publication.push(tag.kind, tag.timestamp, &tag.body);
        if tag.is_key_frame() {
            publication.push(TagKind::Video, tag.timestamp, &further);
        }
    }
    drop(publication);
    let segments = local.recorded().await;
    let saved = flv::read(&export::flv(&segments).expect("a file")).expect("valid FLV");
    assert_eq!(saved.iter().filter(|tag| tag.body == further).count(), 3);
    assert_same(&of_file(&export::mp4(&segments).expect("a file")), &published(&clip()), "the first track");
}
