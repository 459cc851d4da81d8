//! What is written of each choice, and what a text for programmers leaves out.

use pili_core::Operation;
use pili_opentok::{Hls, Rtmp, Tracks, archive_storage::S3};
use serde_json::{Value, json};

use crate::{project, request, session};

fn body(operation: impl Operation) -> Value {
    serde_json::from_slice(request(operation).unwrap().body()).unwrap()
}

#[test]
fn a_kind_of_hls_is_one_member_that_is_true_and_the_default_is_none() {
    for (kind, written) in [
        (Hls::Standard, json!({})),
        (Hls::Dvr, json!({ "dvr": true })),
        (Hls::LowLatency, json!({ "lowLatency": true })),
    ] {
        assert_eq!(body(session().start_broadcast().hls(kind))["outputs"], json!({ "hls": written }));
    }
}

#[test]
fn a_session_is_muted_but_for_some_streams_and_the_mute_is_lifted() {
    let muted = |except: &[&str]| json!({ "active": true, "excludedStreamIds": except });
    assert_eq!(body(session().mute_all()), muted(&[]));
    assert_eq!(body(session().mute_all().except(["a", "b"])), muted(&["a", "b"]));
    assert_eq!(body(session().disable_mute()), json!({ "active": false }));
}

#[test]
fn a_stream_is_added_with_both_tracks_or_with_the_one_that_is_named() {
    for (tracks, audio, video) in
        [(Tracks::Both, true, true), (Tracks::AudioOnly, true, false), (Tracks::VideoOnly, false, true)]
    {
        let written = json!({ "addStream": "s", "hasAudio": audio, "hasVideo": video });
        assert_eq!(body(project().archive("a").add_stream("s").tracks(tracks)), written);
        assert_eq!(body(project().broadcast("b").add_stream("s").tracks(tracks)), written);
    }
}

#[test]
fn an_archive_may_be_stored_by_a_service_without_tls() {
    let bucket = S3::new("b", "a", "s").endpoint("http://127.0.0.1:9000");
    assert_eq!(body(project().set_archive_storage(bucket))["config"]["endpoint"], "http://127.0.0.1:9000");
}

#[test]
fn debug_text_shows_neither_a_token_nor_a_password_nor_a_streams_name() {
    let dial = session().dial("hush", "sip:a@b").auth("user", "hush");
    let broadcast = session().start_broadcast().rtmp(Rtmp::new("rtmp://h/a", "hush").id("mine"));
    let shown = format!("{dial:?} {broadcast:?}");
    for part in ["Token(..)", r#"SipAuth { username: "user", .. }"#, r#"server_url: "rtmp://h/a""#, "mine"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(!shown.contains("hush"), "{shown}");
}
