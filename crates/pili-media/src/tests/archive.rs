//! What is left of a publish: HLS, recordings, snapshots.

use mpeg2ts::{
    time::Timestamp,
    ts::{ReadTsPacket, TsPacketReader, TsPayload},
};

use super::*;
use crate::{
    export::{self, ExportError},
    segment::Segment,
};

pub(super) fn name(file: HlsFile) -> String {
    file.to_string()
}

pub(super) fn playlist(text: &str) -> m3u8_rs::MediaPlaylist {
    m3u8_rs::parse_media_playlist_res(text.as_bytes()).expect("a valid playlist")
}

impl Local {
    pub(super) async fn recorded(&self) -> Vec<Arc<Segment>> {
        self.media.recorded(&id(), at(0)..at(3_600_000)).await.expect("all of it")
    }
}

impl Local {
    async fn playlist(&self) -> m3u8_rs::MediaPlaylist {
        playlist(&self.media.hls_playlist(&id(), name).await.expect("a playlist"))
    }
}

#[tokio::test(start_paused = true)]
async fn a_player_that_comes_early_waits_for_the_first_segment() {
    let local = Local::start().await;
    let publication = viewer::publication(&local);
    let waiting = tokio::spawn({
        let media = local.media.clone();
        async move { media.hls_playlist(&id(), name).await }
    });
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert!(!waiting.is_finished(), "nothing is listed yet");
    for tag in clip().iter().filter(|tag| tag.timestamp <= 1_000) {
        publication.push(tag.kind, tag.timestamp, &tag.body);
    }
    let playlist = playlist(&waiting.await.expect("no panic").expect("a playlist"));
    assert_eq!((playlist.segments.len(), playlist.end_list), (1, false));
    assert!(playlist.independent_segments && playlist.segments[0].program_date_time.is_some());
}

#[tokio::test(start_paused = true)]
async fn a_playlist_without_a_segment_in_time_is_an_error_that_tells_of_the_key_frames() {
    let local = Local::start().await;
    assert_eq!(local.media.hls_playlist(&id(), name).await, Err(NoPlaylist::NotLive));
    let publication = viewer::publication(&local);
    for tag in clip().iter().filter(|tag| tag.timestamp < 1_000) {
        publication.push(tag.kind, tag.timestamp, &tag.body);
    }
    let error = local.media.hls_playlist(&id(), name).await.expect_err("no second key frame");
    assert_eq!(error, NoPlaylist::NotYet { waited: Duration::from_secs(10), key_frames: None });
}

#[tokio::test]
async fn a_playlist_lists_the_last_segments_and_ends_after_the_grace() {
    let local = Local::start().await;
    drop(local.publish_in_time(&clip(), 0));
    let playlist = local.playlist().await;
    assert_eq!((playlist.media_sequence, playlist.end_list), (1, false));
    let listed: Vec<_> = playlist.segments.iter().map(|entry| (entry.uri.as_str(), entry.duration)).collect();
    assert_eq!(listed, [("1.ts", 1.0), ("2.ts", 1.0)]);
    local.now.fetch_add(9_000, Ordering::Relaxed);
    assert!(!local.playlist().await.end_list, "the publisher may come back");
    local.now.fetch_add(2_000, Ordering::Relaxed);
    assert!(local.playlist().await.end_list);
}

#[tokio::test]
async fn a_publish_soon_after_another_goes_on_with_a_discontinuity() {
    let local = Local::start().await;
    local.publish_clip().await;
    local.publish_clip().await;
    let breaks: Vec<_> =
        local.recorded().await.iter().map(|segment| (segment.number, segment.is_break)).collect();
    assert_eq!(breaks, [(0, false), (1, false), (2, false), (3, true), (4, false), (5, false)]);
    let live = local.playlist().await;
    assert_eq!((live.media_sequence, live.discontinuity_sequence), (4, 1));
    let vod = playlist(&vod_playlist(&local.recorded().await, name).expect("a playlist"));
    assert_eq!(vod.segments.iter().filter(|entry| entry.discontinuity).count(), 1);
}

#[tokio::test]
async fn a_publish_long_after_another_has_a_list_of_its_own_whose_numbers_go_on() {
    let local = Local::start().await;
    drop(local.publish_in_time(&clip(), 0));
    local.now.fetch_add(60_000, Ordering::Relaxed);
    let publication = viewer::publication(&local);
    for tag in clip().iter().filter(|tag| tag.timestamp <= 1_000) {
        publication.push(tag.kind, tag.timestamp, &tag.body);
    }
    let live = local.playlist().await;
    assert_eq!((live.media_sequence, live.discontinuity_sequence, live.segments.len()), (3, 0, 1));
}

#[tokio::test]
async fn the_target_duration_stays_while_segments_grow_longer() {
    let local = Local::start().await;
    let publication = viewer::publication(&local);
    let is_late_key = |tag: &Tag| tag.is_key_frame() && tag.timestamp == 1_000;
    let mut targets = Vec::new();
    for round in 0..3 {
        for tag in clip().iter().filter(|tag| round != 1 || !is_late_key(tag)) {
            publication.push(tag.kind, tag.timestamp + round * 3_000, &tag.body);
        }
        targets.push(local.playlist().await.target_duration);
    }
    assert!(local.recorded().await.iter().any(|segment| segment.duration >= Duration::from_secs(2)));
    assert_eq!(targets, [1, 1, 1]);
}

#[tokio::test]
async fn transport_streams_run_on_from_segment_to_segment() {
    let local = Local::start().await;
    local.publish_clip().await;
    local.publish_clip().await;
    let mut next = std::collections::HashMap::new();
    let mut decoded = Vec::new();
    for number in 0..6 {
        let file = HlsFile::TransportStream(number);
        let bytes = local.media.hls_file(&id(), file, "play.example.com", local.address).await;
        let bytes = bytes.expect("a segment");
        let mut reader = TsPacketReader::new(&bytes[..]);
        let mut is_first_picture = true;
        while let Some(packet) = reader.read_ts_packet().expect("valid packets") {
            let counter = packet.header.continuity_counter.as_u8();
            let due = next.insert(packet.header.pid.as_u16(), (counter + 1) % 16);
            assert!(due.is_none_or(|due| due == counter), "a packet of {:?} is missing", packet.header.pid);
            let TsPayload::PesStart(pes) = packet.payload.expect("a payload") else { continue };
            if pes.header.stream_id.is_video() {
                let field = packet.adaptation_field.expect("a clock");
                assert_eq!(field.random_access_indicator, is_first_picture);
                assert!(field.pcr.is_some());
                assert!(pes.data.starts_with(&[0, 0, 0, 1, 9]), "a delimiter comes first");
                is_first_picture = false;
                decoded.extend(pes.header.dts.or(pes.header.pts).map(|time: Timestamp| time.as_u64()));
            }
        }
    }
    assert_eq!(decoded.len(), 150);
    assert_eq!(decoded[..75], decoded[75..], "a new publish has a new clock");
    assert!(decoded[..75].windows(2).all(|pair| pair[1] - pair[0] == 3_600), "25 frames a second");
    assert!(local.media.traffic().iter().any(|sum| sum.key.protocol == Protocol::Hls && sum.bytes > 10_000));
}

#[tokio::test]
async fn a_span_is_cut_at_key_frames_and_lasts_exactly() {
    let local = Local::start().await;
    drop(local.publish_in_time(&clip(), 0));
    let spans: Vec<_> =
        local.recorded().await.iter().map(|segment| (segment.start, segment.duration)).collect();
    let second = Duration::from_secs(1);
    assert_eq!(spans, [(at(0), second), (at(1_000), second), (at(2_000), second)]);
    let numbers = async |from, to| -> Vec<u64> {
        let segments = local.media.recorded(&id(), at(from)..at(to)).await.expect("all of it");
        segments.iter().map(|segment| segment.number).collect()
    };
    assert_eq!(numbers(500, 999).await, [0]);
    assert_eq!(numbers(500, 1_001).await, [0, 1]);
    assert_eq!(numbers(3_000, 9_000).await, [0; 0]);
}

#[tokio::test]
async fn a_recording_reaches_up_to_the_last_frame_of_a_live_stream() {
    let local = Local::start().await;
    let publisher = local.publish_in_time(&clip(), 0);
    assert_eq!(local.recorded().await.last().map(|segment| segment.end()), Some(at(3_000)));
    assert_eq!(local.recorded().await.len(), 3);
    let listed = local.playlist().await;
    assert_eq!(listed.segments.len(), 2, "the third is still growing");
    drop(publisher);
}

#[tokio::test]
async fn an_encoder_whose_clock_does_not_start_at_zero_is_recorded_when_it_published() {
    for offset in [18_000_000, 16_770_000, u32::MAX - 1_500, 0x7fff_ffff - 1_500] {
        let local = Local::start().await;
        drop(local.publish_in_time(&clip(), offset));
        let segments = local.recorded().await;
        let spans: Vec<_> = segments.iter().map(|segment| (segment.start, segment.duration)).collect();
        let second = Duration::from_secs(1);
        assert_eq!(spans, [(at(0), second), (at(1_000), second), (at(2_000), second)], "{offset}");
        let exported = flv::read(&export::flv(&segments).expect("a file")).expect("valid FLV");
        assert_eq!(pictures(&exported), pictures(&clip()), "{offset}");
    }
}

#[tokio::test]
async fn a_jump_of_the_clock_is_a_discontinuity_and_no_longer_segment() {
    for jump in [3_600_000, 0_u32.wrapping_sub(3_600_000)] {
        let local = Local::start().await;
        let publication = viewer::publication(&local);
        for tag in clip() {
            local.now.store(tag.timestamp.into(), Ordering::Relaxed);
            let jumped = if tag.timestamp > 1_400 { jump } else { 0 };
            publication.push(tag.kind, tag.timestamp.wrapping_add(jumped), &tag.body);
        }
        drop(publication);
        let segments = local.recorded().await;
        let told: Vec<_> = segments.iter().map(|segment| (segment.start, segment.is_break)).collect();
        assert_eq!(told, [(at(0), false), (at(1_000), false), (at(2_000), true)], "{jump}");
        let lengths: Vec<_> = segments.iter().map(|segment| segment.duration.as_millis()).collect();
        assert!(lengths.iter().all(|length| (960..=1_040).contains(length)), "{lengths:?}");
    }
}

#[tokio::test]
async fn an_exported_flv_holds_what_was_published() {
    let local = Local::start().await;
    let published = local.publish_clip().await;
    let file = export::flv(&local.recorded().await).expect("a file");
    let exported = flv::read(&file).expect("valid FLV");
    assert_eq!(pictures(&exported), pictures(&published));
    let metadata: Vec<_> = exported.iter().filter(|tag| tag.kind == TagKind::Script).collect();
    assert_eq!(metadata.len(), 1, "the stream's own metadata are not true of the file");
    let number = |name: &str| {
        let body = &metadata[0].body;
        let at = body.windows(name.len()).position(|text| text == name.as_bytes()).expect("a member");
        let value = &body[at + name.len() + 1..][..8];
        f64::from_be_bytes(value.try_into().expect("eight bytes"))
    };
    assert_eq!((number("duration"), number("filesize")), (3.0, file.len() as f64));
    let body = &metadata[0].body;
    let list = body.windows(13).position(|text| text == b"filepositions").expect("a member") + 13;
    for key_frame in 0..3 {
        let place = &body[list + 5 + 9 * key_frame + 1..][..8];
        let place = f64::from_be_bytes(place.try_into().expect("eight bytes")) as usize;
        assert_eq!((file[place], file[place + 11] >> 4), (9, 1), "a key frame begins at {place}");
    }
    assert_eq!(export::flv(&[]), Err(ExportError::Empty));
}

pub(super) fn pictures(tags: &[Tag]) -> Vec<(u32, Bytes)> {
    let of_kind = tags.iter().filter(|tag| tag.kind == TagKind::Video && !tag.is_config());
    of_kind.filter(|tag| tag.body.len() > 5).map(|tag| (tag.timestamp, tag.body.clone())).collect()
}

#[tokio::test]
async fn an_exported_mp4_has_its_index_in_front_and_all_pictures() {
    let local = Local::start().await;
    local.publish_clip().await;
    let file = export::mp4(&local.recorded().await).expect("a file");
    let place = |kind: &[u8]| file.windows(4).position(|bytes| bytes == kind).expect("a box");
    assert!(place(b"moov") < place(b"mdat"));
    let samples = |after: usize| {
        let stsz = after + file[after..].windows(4).position(|bytes| bytes == b"stsz").expect("a table");
        u32::from_be_bytes(file[stsz + 12..stsz + 16].try_into().expect("four bytes"))
    };
    assert!(samples(place(b"avc1")) == 75 || samples(place(b"mp4a")) == 75);
}
