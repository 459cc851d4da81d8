//! The calls that are newer than the vendor's SDKs for Python and Node, and rules of the documents that no SDK checks.

use std::time::{Duration, UNIX_EPOCH};

use pili_core::Operation as _;
use pili_opentok::{
    MediaMode, OutputMode, Tracks,
    archive::{ArchiveInfo, TranscriptionStatus},
    connection::{self, ConnectionState},
    session::{AudioTransport, ConnectAudio, JsonAudio},
};
use serde_json::{Value, json};

use crate::{answer, project, refused, request, session};

fn listed(body: &str) -> Vec<connection::ConnectionInfo> {
    session().connections().interpret(&answer(200, "application/json", body)).unwrap().items
}

#[test]
fn connections_are_listed_with_states_that_stay_open_and_times_in_either_form() {
    let uri = request(session().connections()).unwrap().uri().to_string();
    assert_eq!(uri, "https://api.opentok.com/v2/project/45678123/session/1_abc/connection");
    let items = listed(
        r#"{"count":4,"projectId":"45678123","sessionId":"1_abc","items":[
        {"connectionId":"a","connectionState":"Connecting","createdAt":1700000000123},
        {"connectionId":"b","connectionState":"Connected","createdAt":"1700000000123"},
        {"connectionId":"c","connectionState":"Disconnected","createdAt":"yesterday"},
        {"connectionId":"d","connectionState":"Migrating"}]}"#,
    );
    let at = UNIX_EPOCH + Duration::from_millis(1_700_000_000_123);
    let times: Vec<_> = items.iter().map(|item| item.created_at).collect();
    assert_eq!(times, [Some(at), Some(at), None, None]);
    let states: Vec<_> = items.into_iter().map(|item| item.connection_state).collect();
    let (new, ended) = (ConnectionState::Other("Migrating".to_owned()), ConnectionState::Disconnected);
    assert_eq!(states, [ConnectionState::Connecting, ConnectionState::Connected, ended, new]);
}

#[test]
fn an_audio_connector_is_stopped_by_a_post_without_a_body() {
    let stop = request(project().audio_connector("a/b").stop()).unwrap();
    assert_eq!((stop.method(), stop.body().len()), (&http::Method::POST, 0));
    assert_eq!(stop.uri().path(), "/v2/project/45678123/connect/a%2Fb/stop");
    assert_eq!(refused(project().audio_connector("").stop()), "audio connector id");
    for body in ["", "{}", r#"{"id":"a"}"#] {
        project().audio_connector("a").stop().interpret(&answer(200, "application/json", body)).unwrap();
    }
}

fn connect(transport: impl Into<AudioTransport>) -> ConnectAudio {
    session().connect_audio("token", "wss://h/").audio_transport(transport)
}

fn sent(connect: ConnectAudio) -> Value {
    let body: Value = serde_json::from_slice(request(connect).unwrap().body()).unwrap();
    body["websocket"]["audioTransport"].clone()
}

#[test]
fn an_audio_transport_is_an_object_in_snake_case() {
    assert_eq!(sent(session().connect_audio("token", "wss://h/")), Value::Null);
    assert_eq!(sent(connect(AudioTransport::Binary)), json!({ "transport": "binary" }));
    let plain = json!({ "transport": "json", "encoding": "base64" });
    assert_eq!(sent(connect(JsonAudio::base64())), plain);
    let json = JsonAudio::base64().audio_field("pcm").receive_audio_field("answer");
    let json = json.static_field("call", 7).static_field("room", "a");
    let expected = json!({ "transport": "json", "encoding": "base64", "audio_field": "pcm",
        "receive_audio_field": "answer", "static_fields": { "call": 7, "room": "a" } });
    assert_eq!(sent(connect(json)), expected);
}

#[test]
fn no_field_of_an_audio_message_is_nameless_or_there_twice() {
    let json = JsonAudio::base64;
    assert_eq!(refused(connect(json().audio_field(""))), "audio field");
    assert_eq!(refused(connect(json().receive_audio_field(""))), "receive audio field");
    assert_eq!(refused(connect(json().static_field("", 1))), "static field");
    assert_eq!(refused(connect(json().static_field("audio", 1))), "static field");
    assert_eq!(refused(connect(json().audio_field("pcm").static_field("pcm", 1))), "static field");
    assert!(request(connect(json().audio_field("pcm").static_field("audio", 1))).is_ok());
}

#[test]
fn only_an_individual_archive_with_audio_is_transcribed() {
    let archive = || session().start_archive();
    let individual = || archive().output_mode(OutputMode::Individual);
    for composed in [archive(), archive().output_mode(OutputMode::Composed)] {
        assert_eq!(refused(composed.clone().transcription()), "transcription");
        assert_eq!(refused(composed.clone().transcription_language("en-US")), "transcription");
        assert_eq!(refused(composed.transcription_summary(false)), "transcription");
    }
    assert_eq!(refused(individual().tracks(Tracks::VideoOnly).transcription()), "transcription");
    assert!(request(individual().tracks(Tracks::AudioOnly).transcription()).is_ok());
    assert!(request(individual().transcription_language("en-US")).is_ok());
}

#[test]
fn a_transcription_is_read_under_either_of_its_names() {
    let read = |members: &str| -> ArchiveInfo {
        let body = format!(r#"{{"id":"a","status":"available","sessionId":"s",{members}}}"#);
        project().archive("a").info().interpret(&answer(200, "application/json", &body)).unwrap()
    };
    for name in ["transcription", "transcriptionProperties"] {
        let told = read(&format!(
            r#""{name}":{{"status":"available","url":"https://h/t.zip","primaryLanguageCode":"en-US","hasSummary":true}}"#
        ));
        let told = told.transcription().unwrap_or_else(|| panic!("{name}"));
        assert_eq!(told.status, Some(TranscriptionStatus::Available));
        assert_eq!((told.url.as_deref(), told.has_summary), (Some("https://h/t.zip"), Some(true)));
    }
    let both = r#""transcription":{"status":"failed"},"transcriptionProperties":{"hasSummary":true}"#;
    assert_eq!(read(both).transcription().unwrap().status, Some(TranscriptionStatus::Failed));
    let asked = read(r#""transcription":null,"transcriptionProperties":{"primaryLanguageCode":"de-DE"}"#);
    assert_eq!(asked.transcription().unwrap().status, None);
    assert_eq!(read(r#""transcription":null"#).transcription(), None);
}

#[test]
fn each_media_mode_has_a_preference_of_its_own() {
    for (mode, preference) in [
        (MediaMode::Relayed, "enabled"),
        (MediaMode::AlwaysRelayed, "always"),
        (MediaMode::Routed, "disabled"),
    ] {
        let body = request(project().create_session().media_mode(mode)).unwrap().into_body();
        let expected = format!("p2p.preference={preference}&archiveMode=manual");
        assert_eq!(std::str::from_utf8(&body).unwrap(), expected);
    }
    let create = project().create_session().media_mode(MediaMode::AlwaysRelayed);
    assert_eq!(refused(create.end_to_end_encryption()), "media mode");
}
