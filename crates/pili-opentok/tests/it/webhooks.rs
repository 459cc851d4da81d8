//! Webhooks: what is read, what is kept, and what is refused by name.

use std::{
    error::Error as _,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use pili_core::{
    Request,
    auth::Signer as _,
    auth::opentok::{CallbackSigner, CallbackVerifier, Refusal},
};
use pili_opentok::{
    archive::{ArchiveStatus, TranscriptionStatus},
    stream::VideoType,
    webhook::{self, Event, EventKind, EventReason, Monitoring, WebhookError},
};

const STREAM: &str = r#"{"sessionId":"1_s","projectId":"45678123","event":"streamDestroyed","reason":"forceUnpublished",
    "timestamp":1700000000123,"stream":{"id":"st","connection":{"id":"c","createdAt":1699999990000,"data":"name=Ann"},
    "createdAt":1699999995000,"name":"camera of Ann","videoType":"screen"}}"#;
const CONNECTION: &str = r#"{"sessionId":"1_s","applicationId":"a1b2","event":"connectionCreated",
    "timestamp":1700000000123,"connection":{"id":"c","createdAt":1700000000100,"data":""}}"#;
const ARCHIVE: &str = r#"{"id":"a","event":"archive","status":"available","sessionId":"1_s","projectId":45678123,
    "reason":"user initiated","size":8347554,"duration":62,"outputMode":"individual","url":null,"hasTranscription":true,
    "transcription":{"status":"available","url":"https://example.com/t.json","hasSummary":true}}"#;
const BROADCAST: &str = r#"{"id":"b","event":"broadcast","sessionId":"1_s","projectId":45678123,"status":"started",
    "broadcastUrls":{"hls":"https://example.com/b.m3u8"}}"#;
const RENDER: &str = r#"{"id":"r","sessionId":"1_s","projectId":"45678123","status":"stopped","streamId":"st",
    "url":"https://example.com/","resolution":"1280x720","reason":"Max Duration Exceeded"}"#;
const CAPTIONS: &str = r#"{"captionsId":"k","sessionId":"1_s","projectId":"45678123","status":"failed","reason":"Internal server failure"}"#;
const CALL: &str = r#"{"sessionId":"1_s","projectId":"45678123","event":"callDestroyed","timestamp":1700000000123,
    "reason":"forceDisconnected","call":{"id":"k","connectionId":"c"}}"#;
const ALL: [&str; 7] = [STREAM, CONNECTION, ARCHIVE, BROADCAST, RENDER, CAPTIONS, CALL];

fn parse(body: &str) -> Event {
    webhook::parse(body.to_owned()).unwrap()
}

fn at(millis: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(millis)
}

/// The member that is refused.
fn refused(body: &str) -> String {
    match webhook::parse(body.to_owned()).expect_err(body) {
        WebhookError::Field { name, problem } => {
            assert!(!problem.is_empty());
            name
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_event_of_a_session_has_its_time_its_reason_and_whom_it_is_about() {
    let event = parse(STREAM);
    let EventKind::StreamDestroyed(stream) = &event.kind else { panic!("{event:?}") };
    assert_eq!((stream.id.as_str(), &stream.video_type), ("st", &Some(VideoType::Screen)));
    assert_eq!(
        (stream.connection.data.as_str(), stream.created_at),
        ("name=Ann", Some(at(1_699_999_995_000)))
    );
    assert_eq!(
        (event.timestamp, &event.reason),
        (Some(at(1_700_000_000_123)), &Some(EventReason::ForceUnpublished))
    );
    assert_eq!((event.session_id.as_deref(), event.project_id.as_deref()), (Some("1_s"), Some("45678123")));
    assert_eq!((event.name(), &event.application_id, &event.signature), ("streamDestroyed", &None, &None));
    let event = parse(CONNECTION);
    assert_eq!((event.project_id, event.application_id.as_deref()), (None, Some("a1b2")));
    assert_eq!((event.reason, event.kind.monitoring()), (None, Some(Monitoring::Session)));
}

#[test]
fn a_change_of_a_status_is_told_by_its_name_or_by_what_it_holds() {
    let unnamed =
        |body: &str| parse(&body.replace(r#""event":"archive","#, "").replace(r#""event":"broadcast","#, ""));
    for event in [parse(ARCHIVE), unnamed(ARCHIVE)] {
        let EventKind::Archive(archive) = &event.kind else { panic!("{event:?}") };
        assert_eq!((&archive.status, archive.duration), (&ArchiveStatus::Available, Duration::from_secs(62)));
        assert_eq!(archive.transcription.as_ref().unwrap().status, Some(TranscriptionStatus::Available));
        assert_eq!((event.name(), &event.reason), ("archive", &Some(EventReason::UserInitiated)));
        assert_eq!(event.project_id.as_deref(), Some("45678123"));
    }
    for event in [parse(BROADCAST), unnamed(BROADCAST)] {
        assert!(matches!(&event.kind, EventKind::Broadcast(broadcast) if broadcast.broadcast_urls.is_some()));
    }
    let event = parse(RENDER);
    assert!(matches!(&event.kind, EventKind::Render(render) if render.stream_id.as_deref() == Some("st")));
    assert_eq!((event.name(), &event.reason), ("render", &Some(EventReason::DurationReached)));
    let event = parse(CAPTIONS);
    assert!(matches!(&event.kind, EventKind::Captions(captions) if captions.captions_id == "k"));
    assert_eq!(event.reason, Some(EventReason::ServerFailure));
}

#[test]
fn what_is_not_known_keeps_its_name_and_its_body() {
    let body = r#"{"event":"streamUpdated","sessionId":7,"timestamp":"soon","stream":{"volume":11}}"#;
    let event = parse(body);
    assert_eq!(event.kind, EventKind::Other("streamUpdated".to_owned()));
    assert_eq!(
        (event.name(), event.body().as_ref(), event.kind.monitoring()),
        ("streamUpdated", body.as_bytes(), None)
    );
    // A member more, a reason more and a status more change nothing.
    let event =
        parse(&STREAM.replace(r#""reason":"forceUnpublished""#, r#""reason":"tired","more":{"a":[1]}"#));
    assert_eq!(event.reason, Some(EventReason::Other("tired".to_owned())));
    let event = parse(&CAPTIONS.replace("failed", "paused"));
    assert!(matches!(&event.kind, EventKind::Captions(captions) if captions.status.as_str() == "paused"));
    // A name that is not known, over members that are.
    let event = parse(&ARCHIVE.replace(r#""event":"archive""#, r#""event":"archiveAvailable""#));
    assert!(matches!(&event.kind, EventKind::Archive(_)));
    assert_eq!(event.name(), "archiveAvailable");
}

#[test]
fn junk_is_refused_with_the_member_that_is_wrong() {
    for (name, body) in [
        ("event", "{}".to_owned()),
        ("event", r#"{"event":""}"#.to_owned()),
        ("event", r#"{"event":["streamCreated"]}"#.to_owned()),
        ("sessionId", STREAM.replace(r#""sessionId":"1_s","#, "")),
        ("sessionId", STREAM.replace(r#""1_s""#, "{}")),
        ("timestamp", STREAM.replace("1700000000123", r#""soon""#)),
        ("stream", STREAM.replace(r#""stream":"#, r#""streams":"#)),
        ("stream.id", STREAM.replace(r#""id":"st","#, "")),
        ("stream.connection", STREAM.replace(r#""connection":"#, r#""connections":"#)),
        ("stream.connection.id", STREAM.replace(r#""id":"c","#, "")),
        ("stream.connection.createdAt", STREAM.replace("1699999990000", "[]")),
        ("stream.name", STREAM.replace(r#""camera of Ann""#, "{}")),
        ("connection", CONNECTION.replace(r#"{"id":"c","createdAt":1700000000100,"data":""}"#, "7")),
        ("call.id", CALL.replace(r#""id":"k""#, r#""id":1"#)),
        ("id", ARCHIVE.replace(r#""id":"a","#, "")),
        ("status", BROADCAST.replace(r#""status":"started","#, "")),
        ("size", ARCHIVE.replace("8347554", "-1")),
        (
            "transcription.status",
            ARCHIVE.replace(r#""status":"available","url":"h"#, r#""status":1,"url":"h"#),
        ),
    ] {
        assert_eq!(refused(&body), name, "{body}");
    }
    for body in ["", "[]", "null", "7", r#"{"event":"#, "event=streamCreated", "\u{0}"] {
        let error = webhook::parse(body.to_owned()).expect_err(body);
        assert!(matches!(error, WebhookError::NotAnObject(_)), "{error:?}");
    }
}

#[test]
fn a_webhook_is_read_only_if_its_body_is_the_one_that_was_signed() {
    let now = at(1_700_000_000_000);
    let mut request = Request::new(STREAM.into());
    CallbackSigner::new("session secret").application_id("a1b2").sign(&mut request, now).unwrap();
    let verifier = CallbackVerifier::new("archive secret").or("session secret");
    let event = webhook::receive(&request, &verifier, now).unwrap();
    let signature = event.signature.unwrap();
    assert!(signature.covers_body && signature.id.is_some());
    assert_eq!(signature.application_id.as_deref(), Some("a1b2"));
    let other = CallbackVerifier::new("archive secret");
    let refusal = |request: &Request, verifier| webhook::receive(request, verifier, now).unwrap_err();
    assert_eq!(refusal(&request, &other), WebhookError::Unverified(Refusal::Signature));
    *request.body_mut() = STREAM.replace("Ann", "Bob").into();
    assert_eq!(refusal(&request, &verifier), WebhookError::Unverified(Refusal::OtherBody));
    request.headers_mut().clear();
    assert_eq!(refusal(&request, &verifier), WebhookError::Unverified(Refusal::Missing));
}

#[test]
fn the_debug_form_leaves_the_body_out() {
    let shown = format!("{:?}", parse(r#"{"event":"new","token":"secret"}"#));
    assert!(shown.contains("new") && !shown.contains("secret"), "{shown}");
}

/// Bytes are changed, members are taken from other bodies and values are put in their places: whatever comes, it is
/// an event with its body, or an error that says why not.
#[test]
fn no_body_makes_the_reader_panic() {
    let mut random = fastrand::Rng::with_seed(7);
    let values = [
        "null",
        "{}",
        "[]",
        "\"\"",
        "-1",
        "1e308",
        "9223372036854775807",
        "true",
        "\"archive\"",
        "{\"id\":1}",
    ];
    for _ in 0..20_000 {
        let mut body = ALL[random.usize(..ALL.len())].as_bytes().to_vec();
        for _ in 0..random.usize(1..4) {
            let place = random.usize(..body.len());
            match random.u8(..4) {
                0 => body[place] = random.u8(..),
                1 => body.truncate(place.max(1)),
                2 => {
                    let other = ALL[random.usize(..ALL.len())].as_bytes();
                    body.splice(place..place, other[random.usize(..other.len())..].iter().copied());
                }
                _ => {
                    let colon = body[place..]
                        .iter()
                        .position(|byte| *byte == b':')
                        .map_or(place, |at| place + at + 1);
                    let end = body[colon..].iter().position(|byte| b",}".contains(byte)).unwrap_or(0);
                    body.splice(colon..colon + end, values[random.usize(..values.len())].bytes());
                }
            }
        }
        match webhook::parse(body.clone()) {
            Ok(event) => assert_eq!(event.body().as_ref(), body),
            Err(WebhookError::Field { name, problem }) => assert!(!name.is_empty() && !problem.is_empty()),
            Err(WebhookError::NotAnObject(problem)) => assert!(!problem.is_empty()),
            Err(other) => panic!("{other:?}"),
        }
    }
}

#[test]
fn an_error_is_one_line_and_leads_to_why_a_signature_is_refused() {
    let unverified = WebhookError::Unverified(Refusal::Signature);
    assert_eq!(unverified.to_string(), format!("the webhook is not verified: {}", Refusal::Signature));
    assert_eq!(unverified.source().unwrap().to_string(), Refusal::Signature.to_string());
    let missing = webhook::parse(r#"{"event":"sessionCreated"}"#).unwrap_err();
    assert_eq!(missing.to_string(), "the webhook's `sessionId` is missing");
    assert!(missing.source().is_none());
}
