//! Bytes that no honest encoder sends.

use shiguredo_mp4::demux::{Input, Mp4FileDemuxer};

use super::*;
use crate::{
    export::{self, ExportError},
    frame::Frame,
    segment::Segment,
};

#[tokio::test]
async fn a_mutated_publish_neither_panics_nor_stops_the_others() {
    let local = Local::start().await;
    let mut random = Random(1);
    let (mut files, mut pictures) = (0, 0);
    for _ in 0..20 {
        let publication = viewer::publication(&local);
        let other = viewer::publication_of(&local, "morning");
        let mut sent = 0;
        for tag in clip() {
            let is_spoilt = random.next().is_multiple_of(3);
            let body = if is_spoilt { random.mutate(&tag.body) } else { tag.body.clone() };
            let timestamp = if is_spoilt { random.next() as u32 } else { tag.timestamp };
            publication.push(tag.kind, timestamp, &body);
            other.push(tag.kind, tag.timestamp, &tag.body);
            sent += body.len() as u64;
        }
        assert_eq!(local.media.live(&id()).expect("live").received, sent);
        match local.media.hls_playlist(&id(), archive::name).await {
            Ok(text) => drop(archive::playlist(&text)),
            Err(error) => assert!(matches!(error, NoPlaylist::Codec(_)), "{error}"),
        }
        let segments = recorded(&local, &id()).await;
        check_flv(&segments);
        let _ = export::mp4(&segments);
        for segment in &segments {
            let file = export::mp4(std::slice::from_ref(segment));
            files += usize::from(file.is_ok_and(|file| samples(&file) > 0));
            let _ = segment.file().map(|file| segment.content(file));
            let _ = segment.map().map(|map| segment.content(map));
        }
        pictures +=
            usize::from(local.media.snapshot(&id(), None).is_ok_and(|file| snapshot::is_picture(&file)));
    }
    assert!(files > 0, "{files}");
    assert_eq!(pictures > 0, cfg!(feature = "snapshot"), "{pictures}");
    let others = recorded(&local, &StreamId::new("hub", "morning")).await;
    assert_eq!(others.len(), 3 * 20);
    for publish in others.chunks(3) {
        let file = flv::read(&export::flv(publish).expect("a file")).expect("valid FLV");
        assert_eq!(archive::pictures(&file), archive::pictures(&clip()), "the other stream is untouched");
    }
    local.publish_clip().await;
}

async fn recorded(local: &Local, id: &StreamId) -> Vec<Arc<Segment>> {
    let span = SystemTime::UNIX_EPOCH..at(u64::from(u32::MAX));
    local.media.recorded(id, span).await.expect("all of it")
}

/// Whatever is in the frames, the container around them is sound.
fn check_flv(segments: &[Arc<Segment>]) {
    match export::flv(segments) {
        Ok(file) => {
            let tags = flv::read(&file).expect("valid FLV").len();
            assert!(tags >= segments.iter().map(|segment| segment.frames.len()).sum(), "{tags}");
        }
        Err(error) => assert_eq!((error, segments.len()), (ExportError::Empty, 0)),
    }
}

/// How many samples a player finds.
fn samples(mp4: &[u8]) -> usize {
    let mut demuxer = Mp4FileDemuxer::new();
    demuxer.handle_input(Input { position: 0, data: mp4 });
    let mut count = 0;
    while let Some(sample) = demuxer.next_sample().expect("a valid file") {
        assert!(sample.data_offset as usize + sample.data_size <= mp4.len(), "{sample:?}");
        count += 1;
    }
    count
}

#[test]
fn a_mutated_file_is_an_error_or_a_file() {
    let mut random = Random(3);
    let (mut files, mut errors) = (0, 0);
    for _ in 0..300 {
        match flv::read(&random.mutate(&CLIP[..5_000])) {
            Ok(tags) => {
                tags.iter().for_each(check_tag);
                assert_eq!(flv::read(&written(&tags)).expect("valid FLV"), tags);
                files += 1;
            }
            Err(_) => errors += 1,
        }
    }
    assert!(files > 0 && errors > 0, "{files} files and {errors} errors");
}

/// What a tag says of itself does not contradict itself.
fn check_tag(tag: &Tag) {
    assert!(!(tag.is_key_frame() && tag.is_config()), "{tag:?}");
    assert!(!tag.is_key_frame() || tag.kind == TagKind::Video, "{tag:?}");
    assert!(tag.dimensions().is_none() || tag.is_config(), "{tag:?}");
    assert!(tag.sample_rate().is_none() || tag.is_config(), "{tag:?}");
    assert!(tag.codec().is_some() || !(tag.is_key_frame() || tag.is_config()), "{tag:?}");
    assert!(tag.codec().is_none() || tag.kind != TagKind::Script, "{tag:?}");
}

fn written(tags: &[Tag]) -> Vec<u8> {
    let frame = |tag: &Tag| Frame::new(tag.kind, 0, false, &tag.body).flv(tag.timestamp).concat();
    std::iter::once(flv::file_header(true, true).to_vec()).chain(tags.iter().map(frame)).flatten().collect()
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
