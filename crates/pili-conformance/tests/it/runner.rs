use std::fs;

use serde_json::json;
use tempfile::TempDir;

use crate::{Folder, Run};

#[test]
fn a_corrupted_signature_fails_naming_case_and_difference() {
    let folder = Folder::with("pili/signing_qiniu.json", |file| {
        file["cases"][0]["expected"]["authorization"] = json!("Qiniu ak:forged");
    });
    let run = Run::of(["vectors", &folder.path()]);
    assert_eq!(run.last(), "60 passed, 1 failed");
    assert!(run.lines[0].contains("get-stat-play: authorization: expected `Qiniu ak:forged`"), "{run:?}");
    assert!(!run.success);
}

#[test]
fn a_corrupted_url_fails() {
    let folder = Folder::with("pili/urls_plain.json", |file| {
        file["cases"][0]["expected"]["url"] = json!("rtmp://live.example.com/demo-hub/other");
    });
    assert_eq!(Run::of(["vectors", &folder.path()]).last(), "35 passed, 1 failed");
}

#[test]
fn a_corrupted_signature_or_verdict_of_miku_fails() {
    let folder = Folder::with("pili/urls_signed_miku.json", |file| {
        file["cases"][0]["expected"]["url"] =
            json!("http://pili-hls.pilitest.com/bucket/stream.m3u8?sign=forged&t=1761739200");
        file["cases"][19]["expected"]["genuine"] = json!(true);
    });
    assert_eq!(Run::of(["vectors", &folder.path()]).last(), "18 passed, 2 failed");
}

#[test]
fn a_value_is_no_answer_where_a_refusal_is_expected() {
    let folder = Folder::with("pili/urls_plain.json", |file| {
        file["cases"][0]["expected"] = json!({"error": "invalid args"});
    });
    assert_eq!(Run::of(["vectors", &folder.path()]).last(), "35 passed, 1 failed");
}

#[test]
fn a_contested_case_may_be_refused_and_another_may_not() {
    let folder = Folder::with("pili/urls_plain.json", |file| {
        file["cases"] = json!([
            {"id": "a", "op": "play.rtmp", "tags": ["contested"], "expected": {"url": "x"},
             "args": {"domain": "live.example.com", "hub": "h", "stream": "a/b"}},
            {"id": "b", "op": "play.rtmp", "tags": [], "expected": {"url": "x"},
             "args": {"domain": "live.example.com", "hub": "h", "stream": "a/b"}},
        ]);
    });
    assert_eq!(Run::of(["vectors", &folder.path()]).last(), "1 passed, 1 failed");
}

#[test]
fn a_corrupted_recording_fails() {
    for (place, value) in [
        ("/recordings/0/meaning/body_json/key", json!("other")),
        ("/recordings/0/meaning/method", json!("PUT")),
        ("/recordings/0/meaning/path_template", json!("/v2/hubs/{hub}/stream")),
        ("/recordings/0/meaning/query", json!([["a", "b"]])),
        ("/recordings/0/request/body_utf8", json!("{}")),
        ("/recordings/0/signature/verifies", json!(false)),
    ] {
        let folder = Folder::with("pili/wire/stream.create.json", |file| {
            *file.pointer_mut(place).unwrap() = value;
        });
        let run = Run::of(["wire", &folder.path()]);
        assert!(run.last().ends_with(" passed, 1 failed"), "{place}: {run:?}");
    }
}

#[test]
fn what_the_file_says_besides_does_not_matter() {
    let folder = Folder::with("pili/urls_plain.json", |file| {
        file["surprise"] = json!([1]);
        file["cases"][0]["surprise"] = json!({"a": 1});
    });
    assert_eq!(Run::of(["vectors", &folder.path()]).last(), "36 passed, 0 failed");
}

#[test]
fn an_unknown_kind_an_unknown_operation_and_what_is_no_json_fail() {
    let unknown = Folder::with("pili/urls_plain.json", |file| file["format"] = json!("pili-urls_future/1"));
    let run = Run::of(["vectors", &unknown.path()]);
    assert!(run.lines[0].ends_with("unknown kind `pili-urls_future/1`"), "{run:?}");
    assert_eq!(run.last(), "0 passed, 1 failed");

    let unknown =
        Folder::with("pili/wire/stream.live.json", |file| file["operation"] = json!("stream.dance"));
    assert_eq!(Run::of(["wire", &unknown.path()]).last(), "0 passed, 1 failed");

    let broken = Folder::with("pili/urls_plain.json", |_| {});
    fs::write(broken.0.path().join("broken.json"), "{").unwrap();
    assert_eq!(Run::of(["vectors", &broken.path()]).last(), "36 passed, 1 failed");
}

#[test]
fn only_narrows_the_run_and_a_run_of_nothing_fails() {
    let folder = Folder::with("pili/urls_plain.json", |_| {});
    fs::write(folder.0.path().join("broken_kind.json"), r#"{"format": "other/1"}"#).unwrap();
    let run = |only: &str| Run::of(["vectors", &folder.path(), "--only", only]).last().to_owned();
    assert_eq!(run("urls_plain"), "36 passed, 0 failed");
    assert_eq!(run("urls_"), "36 passed, 0 failed");
    assert_eq!(run("signing_qiniu"), "0 passed, 1 failed");
    let both = Run::of(["vectors", &folder.path(), "--only", "urls_plain", "--only", "other"]);
    assert_eq!(both.last(), "36 passed, 1 failed");
}

#[test]
fn recordings_lie_in_the_folder_or_in_its_wire_subfolder() {
    let folder = Folder::with("pili/wire/stream.live.json", |_| {});
    let above = Run::of(["wire", &folder.path()]);
    let inside = Run::of(["wire", &format!("{}/wire", folder.path())]);
    assert!(above.success && inside.success);
    assert_eq!(above.last(), inside.last());
}

#[test]
fn an_operation_that_stands_in_no_table_fails() {
    let crates = TempDir::new().unwrap();
    let source = crates.path().join("pili-new/src/call.rs");
    fs::create_dir_all(source.parent().unwrap()).unwrap();
    fs::write(source, "const NAME: &'static str = \"pili.new.call\";").unwrap();
    let run = Run::of(["operations", "--crates", &crates.path().display().to_string()]);
    assert!(run.lines.iter().any(|line| line.starts_with("pili.new.call: ")), "{run:?}");
    assert!(!run.success);
}

#[test]
fn a_recorded_request_that_the_local_service_refuses_fails_with_its_answer() {
    let folder = Folder::with("pili/wire/stream.live.json", |file| {
        let recorded = &mut file["recordings"][0]["request"]["target"];
        *recorded = json!("/v2/hubs/demo-hub/streams/dHlwbw==/live");
    });
    let run = Run::of(["replay", &folder.path()]);
    assert!(run.last().ends_with(" passed, 1 failed") && !run.success, "{run:?}");
    let failure = format!("{}: answered 612 ", "stream.live pili2-python basic");
    assert!(run.lines.iter().any(|line| line.starts_with(&failure)), "{run:?}");
}

#[test]
fn an_exception_that_no_longer_applies_fails() {
    let mended = Folder::with("pili/wire/stat.play_history.json", |file| {
        let target = "/v2/hubs/demo-hub/stat/play/history?start=1700000000&end=1700003600&limit=10";
        file["recordings"][0]["request"]["target"] = json!(target);
    });
    let run = Run::of(["replay", &mended.path()]);
    assert_eq!(run.last(), "0 passed, 1 failed", "{run:?}");
    assert!(run.lines[0].ends_with("the exception for 501 no longer applies"), "{run:?}");

    let renamed = Folder::with("pili/wire/stat.play_history.json", |file| {
        file["recordings"][0]["variant"] = json!("renamed");
    });
    let run = Run::of(["replay", &renamed.path()]);
    assert_eq!(run.last(), "0 passed, 2 failed", "{run:?}");
    assert!(run.lines[1].ends_with("the exception is for no recording"), "{run:?}");
}
