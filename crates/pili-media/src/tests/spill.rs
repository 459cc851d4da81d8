//! Recordings in files.

use std::{fs, path::Path};

use super::*;
use crate::tests::{memory::second, viewer::publication};

/// A media plane that writes its recordings into this folder.
async fn on(folder: &Path, memory: usize) -> Local {
    let local = Local::with(Limits { memory, ..Limits::default() }).await;
    local.media.record_to(folder).expect("a folder to write to");
    local
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let folder = folder.join("hub/evening");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

/// All that is known of a segment and its frames.
fn whole(segment: &Segment) -> String {
    let about = |frame: &Arc<frame::Frame>| (frame.kind, frame.time, frame.start, frame.body());
    let setup: Vec<_> = segment.setup.frames().map(|frame| about(&frame)).collect();
    let frames: Vec<_> = segment.frames.iter().map(about).collect();
    let codecs: Vec<_> = segment.setup.codecs().collect();
    format!("{:?} {codecs:?} {setup:?} {frames:?} {:?}", segment.facts(), segment.counters)
}

#[tokio::test]
async fn what_is_read_back_is_bit_for_bit_what_was_recorded() {
    let folder = tempfile::tempdir().expect("a folder");
    let local = on(folder.path(), 64 << 20).await;
    drop(local.publish_in_time(&clip(), 18_000_000));
    let all = async || -> Vec<_> {
        let segments = local.recorded().await;
        segments.iter().map(|segment| (whole(segment), segment.ts().expect("H.264 and AAC"))).collect()
    };
    let recorded = all().await;
    local.media.written().await;
    local.media.archive().let_go(64 << 20);
    assert!(local.media.archive().budget().used() < 2_000, "only the last configuration");
    assert_eq!(all().await, recorded);
    assert!(recorded.len() == 3 && local.media.archive().budget().used() > 10_000);
}

#[tokio::test]
async fn a_segment_in_a_file_is_flv_that_anybody_can_open() {
    let folder = tempfile::tempdir().expect("a folder");
    let local = on(folder.path(), 64 << 20).await;
    drop(local.publish_in_time(&clip(), 0));
    local.media.written().await;
    let names: Vec<_> = files(folder.path());
    let name = names[1].file_name().expect("a name").to_string_lossy().into_owned();
    assert_eq!(name, "0000000001-1700000001000-1000.flv");
    let tags = flv::read(&fs::read(&names[1]).expect("a file")).expect("valid FLV");
    assert!(tags.iter().any(Tag::is_config) && tags.iter().any(Tag::is_key_frame));
}

#[tokio::test]
async fn recordings_outlive_the_process_and_numbers_go_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = on(folder.path(), 64 << 20).await;
    drop(first.publish_in_time(&clip(), 0));
    let recorded: Vec<_> = first.recorded().await.iter().map(|segment| whole(segment)).collect();
    first.media.written().await;
    drop(first);
    let second = on(folder.path(), 64 << 20).await;
    let back: Vec<_> = second.recorded().await.iter().map(|segment| whole(segment)).collect();
    assert_eq!(back, recorded);
    let nothing = second.media.hls_playlist(&id(), archive::name).await;
    assert_eq!(nothing, Err(NoPlaylist::NotLive), "what was live before is not now");
    second.now.store(60_000, Ordering::Relaxed);
    drop(second.publish_in_time(&clip(), 0));
    let numbers: Vec<_> =
        second.recorded().await.iter().map(|segment| (segment.number, segment.is_break)).collect();
    assert_eq!(numbers, [(0, false), (1, false), (2, false), (3, true), (4, false), (5, false)]);
}

#[tokio::test]
async fn memory_lets_go_of_what_is_written_and_nothing_is_missing() {
    let folder = tempfile::tempdir().expect("a folder");
    let local = on(folder.path(), 4 << 20).await;
    let publication = publication(&local);
    for n in 0..60 {
        second(&local, &publication, n, 100_000);
        local.media.written().await;
    }
    drop(publication);
    local.media.written().await;
    assert!(local.media.archive().budget().used() <= 4 << 20);
    let spans = local.media.spans(&id(), &(at(0)..at(60_000)));
    assert_eq!((spans.held, spans.missing), (vec![at(0)..at(60_000)], vec![]));
    let part = local.media.recorded(&id(), at(0)..at(10_000)).await.expect("it is in files");
    assert_eq!(part.len(), 10);
    drop(part);
    let all = local.media.recorded(&id(), at(0)..at(60_000)).await.expect_err("12 MB");
    assert!(matches!(all, NotHeld::TooLarge { memory: 4_194_304, .. }), "{all}");
    let (file, domain) = (HlsFile::TransportStream(3), "play.example.com");
    let picture = local.media.hls_file(&id(), file, domain, local.address).await;
    assert_eq!(picture, None, "it is there, though of no codec");
}

#[tokio::test]
async fn what_is_torn_or_no_segment_is_removed_at_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let local = on(folder.path(), 64 << 20).await;
    drop(local.publish_in_time(&clip(), 0));
    local.media.written().await;
    drop(local);
    let names = files(folder.path());
    let whole = fs::read(&names[1]).expect("a file");
    fs::write(&names[1], &whole[..whole.len() - 1]).expect("a cut file");
    fs::write(names[0].with_extension("part"), &whole).expect("a file that was being written");
    fs::write(names[0].with_file_name("0000000007-1-1.flv"), b"FLV\x01").expect("no segment");
    let local = on(folder.path(), 64 << 20).await;
    let numbers: Vec<_> = local.recorded().await.iter().map(|segment| segment.number).collect();
    assert_eq!(numbers, [0, 2]);
    assert_eq!(files(folder.path()), [names[0].clone(), names[2].clone()]);
}

#[tokio::test]
async fn a_file_that_was_spoilt_is_missing_when_it_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let local = on(folder.path(), 64 << 20).await;
    drop(local.publish_in_time(&clip(), 0));
    local.media.written().await;
    local.media.archive().let_go(64 << 20);
    fs::write(&files(folder.path())[1], b"nothing").expect("a spoilt file");
    let error = local.media.recorded(&id(), at(0)..at(3_000)).await.expect_err("not all of it");
    let NotHeld::Missing(spans) = error else { panic!("{error}") };
    assert_eq!(spans.missing, [at(1_000)..at(2_000)]);
    let held = local.media.recorded(&id(), at(2_000)..at(3_000)).await.expect("the rest");
    assert_eq!(held[0].number, 2);
}

#[tokio::test]
async fn what_was_lost_is_known_after_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let local = on(folder.path(), 64 << 20).await;
    drop(local.publish_in_time(&clip(), 0));
    local.media.written().await;
    let lost = local.media.recording(&id()).expect("a recording").lock().expect("no panic").lose(1);
    crate::spill::remove(lost);
    local.media.written().await;
    drop(local);
    let local = on(folder.path(), 64 << 20).await;
    assert_eq!(local.media.spans(&id(), &(at(0)..at(9_000))).missing, [at(1_000)..at(2_000)]);
}

#[tokio::test]
async fn what_is_forgotten_has_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let local = on(folder.path(), 64 << 20).await;
    drop(local.publish_in_time(&clip(), 0));
    local.media.written().await;
    local.media.forget(&id(), at(0)..at(2_000)).await;
    local.media.written().await;
    let names: Vec<_> =
        files(folder.path()).iter().map(|path| path.file_name().map(|name| name.len())).collect();
    assert_eq!(names.len(), 2, "one segment, and what is missing");
    drop(local);
    let local = on(folder.path(), 64 << 20).await;
    assert_eq!(local.recorded().await.len(), 1);
}

#[tokio::test]
async fn a_disk_that_takes_nothing_leaves_recordings_in_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let local = on(folder.path(), 4 << 20).await;
    // A file where the stream's folder would be: whoever the test runs as, nothing can be written below it.
    fs::write(folder.path().join("hub"), b"").expect("a file");
    drop(local.publish_in_time(&clip(), 0));
    local.media.written().await;
    assert_eq!(local.recorded().await.len(), 3);
    local.media.archive().let_go(4 << 20);
    let error = local.media.recorded(&id(), at(0)..at(3_000)).await.expect_err("it was nowhere else");
    assert!(matches!(error, NotHeld::Missing(_)), "{error}");
    fs::remove_file(folder.path().join("hub")).expect("no file");
    local.now.store(10_000, Ordering::Relaxed);
    drop(publication(&local));
    drop(local.publish_in_time(&clip(), 0));
    until(|| folder.path().join("hub/evening").is_dir()).await;
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_refused_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, b"").expect("a file");
    let local = Local::start().await;
    assert!(local.media.record_to(&file).is_err());
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_read_recordings() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().expect("a folder");
    let local = on(&folder.path().join("recordings"), 64 << 20).await;
    drop(local.publish_in_time(&clip(), 0));
    local.media.written().await;
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    let recordings = folder.path().join("recordings");
    assert_eq!(
        [mode(&recordings), mode(&recordings.join("hub")), mode(&recordings.join("hub/evening"))],
        [0o700; 3]
    );
    assert_eq!(mode(&files(&recordings)[0]), 0o600);
}

#[tokio::test]
async fn a_stream_may_have_any_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let local = on(folder.path(), 64 << 20).await;
    for name in ["..", "a/../b", "Ünï", ""] {
        let publication = viewer::publication_of(&local, name);
        second(&local, &publication, 0, 1_000);
    }
    local.media.written().await;
    drop(local);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    let local = on(folder.path(), 64 << 20).await;
    for name in ["..", "a/../b", "Ünï", ""] {
        let segments = local.media.recorded(&StreamId::new("hub", name), at(0)..at(9_000)).await;
        assert_eq!(segments.expect("all of it").len(), 1, "{name}");
    }
}
