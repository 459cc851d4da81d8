//! What the vectors of `pili-conformance` do not cover: ids, headers, odd answers, paging, refusals.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod account;
mod answers;
mod bodies;
mod limits;
mod lists;
mod newer;
mod vonage;
mod webhooks;

use std::{
    convert::Infallible,
    sync::{Arc, Mutex},
    time::{Duration, UNIX_EPOCH},
};

use pili_core::{
    ErrorKind, Operation, Reason, Request, Response, RetryPolicy,
    auth::{Credentials, opentok::ProjectJwt},
};
use pili_opentok::{
    AutoArchive, Client, Code, ENDPOINT, Hls, Layout, MediaMode, OutputMode, Project, Resolution, Rtmp,
    Session, Tracks, archive::ArchiveInfo, broadcast::BroadcastInfo,
};

const ARCHIVE: &str =
    r#"{"id":"a","status":"paused","sessionId":"s","name":null,"projectId":1,"partnerId":"1"}"#;

fn project() -> Project {
    Project::new("45678123")
}

fn session() -> Session {
    project().session("1_abc")
}

fn request(operation: impl Operation) -> pili_core::Result<Request> {
    operation.encode(&ENDPOINT)
}

fn refused(operation: impl Operation) -> String {
    let error = request(operation).expect_err("it must be refused");
    assert_eq!(error.kind(), ErrorKind::Invalid);
    error.field().unwrap_or_default().to_owned()
}

fn answer(status: u16, content_type: &str, body: &str) -> Response {
    let response = http::Response::builder().status(status).header("content-type", content_type);
    response.body(body.to_owned().into()).unwrap()
}

#[test]
fn an_id_is_one_segment_whatever_it_holds() {
    let uri = request(project().archive("../broadcast").info()).unwrap().uri().to_string();
    assert_eq!(uri, "https://api.opentok.com/v2/project/45678123/archive/..%2Fbroadcast");
    assert_eq!(refused(project().archive("").stop()), "archive id");
    assert_eq!(refused(project().broadcast("..").info()), "broadcast id");
    assert_eq!(refused(session().connection("").signal("x")), "connection id");
    assert_eq!(refused(session().connection("").force_disconnect()), "connection id");
    assert_eq!(refused(project().session("").streams()), "session id");
    assert_eq!(refused(Project::new("key").create_session()), "API key");
}

#[test]
fn a_content_type_is_sent_only_with_a_body() {
    let stop = request(project().archive("a").stop()).unwrap();
    assert!(!stop.headers().contains_key("content-type"));
    assert_eq!(stop.headers()["content-length"], "0");
    let signal = request(session().signal("x")).unwrap();
    assert_eq!(signal.headers()["content-type"], "application/json");
    for request in [stop, signal, request(project().create_session()).unwrap()] {
        assert_eq!(request.headers()["accept"], "application/json");
    }
}

#[test]
fn options_that_exclude_each_other_are_refused_naming_one() {
    let archived = || project().create_session().always_archive(AutoArchive::new());
    assert_eq!(refused(archived()), "media mode");
    assert_eq!(refused(project().create_session().end_to_end_encryption()), "media mode");
    let routed = archived().media_mode(MediaMode::Routed);
    assert_eq!(refused(routed.end_to_end_encryption()), "end-to-end encryption");
    let individual = || session().start_archive().output_mode(OutputMode::Individual);
    assert_eq!(refused(individual().resolution(Resolution::Hd)), "resolution");
    assert_eq!(refused(individual().layout(Layout::Pip)), "layout");
    let both = session().start_archive().max_bitrate(100_000).quantization_parameter(20);
    assert_eq!(refused(both), "quantization parameter");
}

#[test]
fn a_broadcast_goes_somewhere_by_hls_or_rtmp() {
    assert_eq!(refused(session().start_broadcast()), "outputs");
    assert!(request(session().start_broadcast().hls(Hls::Standard)).is_ok());
    for (server, fits) in [("RTMP://h/a", true), ("rtmps://h/a", true), ("http://h/a", false), ("", false)] {
        let start = session().start_broadcast().rtmp(Rtmp::new(server, "k"));
        let field = request(start).err().map(|error| error.field().unwrap_or_default().to_owned());
        assert_eq!(field.as_deref(), (!fits).then_some("RTMP server"), "{server}");
    }
}

#[test]
fn one_track_is_named_and_both_are_the_default() {
    let body = |operation| String::from_utf8(request(operation).unwrap().into_body().to_vec()).unwrap();
    assert_eq!(body(session().start_archive()), r#"{"sessionId":"1_abc"}"#);
    let audio = session().start_archive().tracks(Tracks::AudioOnly);
    assert_eq!(body(audio), r#"{"sessionId":"1_abc","hasVideo":false}"#);
}

#[test]
fn only_ids_and_the_status_are_demanded_of_an_archive() {
    let get = project().archive("a").info();
    let archive: ArchiveInfo = get.interpret(&answer(200, "application/json", ARCHIVE)).unwrap();
    assert_eq!((archive.project_id.as_deref(), archive.name.as_str()), (Some("1"), ""));
    assert!(archive.has_audio && archive.has_video);
    for (told, has_audio) in [("null", true), ("true", true), ("false", false)] {
        let body = ARCHIVE.replace("\"name\"", &format!("\"hasAudio\":{told},\"name\""));
        let archive = get.interpret(&answer(200, "application/json", &body)).unwrap();
        assert_eq!((archive.has_audio, archive.has_video), (has_audio, true), "{told}");
    }
    let error = get.interpret(&answer(200, "application/json", r#"{"id":"a"}"#)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let newer = ARCHIVE.replace("paused", "resting");
    let archive = get.interpret(&answer(200, "application/json", &newer)).unwrap();
    assert_eq!(archive.status.as_str(), "resting");
}

#[test]
fn a_key_is_written_as_the_number_that_it_is_and_as_a_text_where_that_is_another_key() {
    for (key, written) in
        [("45678123", "45678123"), ("0123", r#""0123""#), ("x", r#""x""#), ("+1", r#""+1""#)]
    {
        let told = format!(
            r#"{{"id":"i","status":"started","sessionId":"s","projectId":"{key}","partnerId":"{key}"}}"#
        );
        let archive: ArchiveInfo = serde_json::from_str(&told).unwrap();
        assert_eq!(archive.project_id.as_deref(), Some(key));
        let archive = serde_json::to_string(&archive).unwrap();
        assert!(archive.contains(&format!(r#""projectId":{written},"partnerId":{written}"#)), "{archive}");
        let broadcast: BroadcastInfo = serde_json::from_str(&told.replace("projectId", "other")).unwrap();
        let broadcast = serde_json::to_string(&broadcast).unwrap();
        assert!(broadcast.contains(&format!(r#""partnerId":{written}"#)), "{broadcast}");
        assert!(!broadcast.contains("projectId"), "{broadcast}");
    }
}

#[test]
fn times_are_read_from_milliseconds_and_lengths_from_seconds_and_written_alike() {
    let told = r#"{"id":"b","sessionId":"s","status":"started","createdAt":1700000000123,"updatedAt":null,"maxDuration":90}"#;
    let get = project().broadcast("b").info();
    let info = get.interpret(&answer(200, "application/json", told)).unwrap();
    assert_eq!(info.created_at, Some(UNIX_EPOCH + Duration::from_millis(1_700_000_000_123)));
    assert_eq!((info.updated_at, info.max_duration), (None, Some(Duration::from_secs(90))));
    let written = serde_json::to_string(&info).unwrap();
    assert!(
        written.contains(r#""createdAt":1700000000123,"status":"started","maxDuration":90"#),
        "{written}"
    );
    let told = ARCHIVE.replace("\"name\":null", "\"duration\":5049,\"createdAt\":1");
    let info = project().archive("a").info().interpret(&answer(200, "application/json", &told)).unwrap();
    assert_eq!(info.duration, Duration::from_secs(5049));
    assert_eq!(info.created_at, Some(UNIX_EPOCH + Duration::from_millis(1)));
}

#[test]
fn targets_of_a_broadcast_are_read_as_a_list_and_as_a_map() {
    let target = r#"{"serverUrl":"rtmp://h/a","streamName":"k","status":"live"}"#;
    for rtmp in
        [format!(r#"{{"foo":{target}}}"#), format!("[{}]", target.replacen('{', r#"{"id":"foo","#, 1))]
    {
        let body =
            format!(r#"{{"id":"b","sessionId":"s","status":"started","broadcastUrls":{{"rtmp":{rtmp}}}}}"#);
        let get = project().broadcast("b").info();
        let info: BroadcastInfo = get.interpret(&answer(200, "application/json", &body)).unwrap();
        let urls = info.broadcast_urls.unwrap();
        assert_eq!(urls.rtmp[0].id.as_deref(), Some("foo"));
    }
}

#[test]
fn a_created_session_is_read_from_json_and_from_xml_and_from_nothing_else() {
    let create = project().create_session();
    let read = |content_type: &str, body: &str| create.interpret(&answer(200, content_type, body));
    let json = read("Application/JSON; charset=utf-8", r#"[{"session_id":"1_a"},{"session_id":"1_b"}]"#);
    assert_eq!(json.unwrap().session_id, "1_a");
    let xml = "<sessions><Session><session_id>1_x</session_id></Session></sessions>";
    assert_eq!(read("text/xml;charset=UTF-8", xml).unwrap().session_id, "1_x");
    for (content_type, body) in
        [("application/json", "[]"), ("text/xml", "<sessions/>"), ("text/html", "<p>")]
    {
        assert_eq!(read(content_type, body).unwrap_err().kind(), ErrorKind::Decode, "{body}");
    }
}

#[test]
fn the_date_of_a_session_is_read_in_the_zones_that_the_platform_writes() {
    let read = |date: &str| {
        let body = format!(r#"[{{"session_id":"1_a","create_dt":{date}}}]"#);
        let created = project().create_session().interpret(&answer(200, "application/json", &body)).unwrap();
        (created.created_at, serde_json::to_value(&created).unwrap()["create_dt"].clone())
    };
    let (time, written) = (UNIX_EPOCH + Duration::from_secs(1_700_000_000), "Tue Nov 14 22:13:20 UTC 2023");
    for date in
        ["Tue Nov 14 22:13:20 UTC 2023", "Tue Nov 14 14:13:20 PST 2023", "Tue Nov 14 15:13:20 PDT 2023"]
    {
        assert_eq!(read(&format!("\"{date}\"")), (Some(time), written.into()), "{date}");
    }
    for other in ["null", "\"Tue Nov 14 22:13:20 XYZ 2023\"", "\"\"", "\"yesterday\""] {
        assert_eq!(read(other), (None, serde_json::Value::Null), "{other}");
    }
}

#[test]
fn an_error_in_place_of_a_created_session_is_the_api_s_with_code_and_message() {
    let create = project().create_session();
    let told = |content_type: &str, body: &str| {
        let error = create.interpret(&answer(200, content_type, body)).unwrap_err();
        let told = error.api_error().unwrap_or_else(|| panic!("{error:?}"));
        (told.code.clone().unwrap_or_default(), told.message.clone().unwrap_or_default())
    };
    let denied = ("403".to_owned(), "Invalid & denied".to_owned());
    for body in [
        r#"<?xml version="1.0"?><Errors><error code="403"><Authentication message="Invalid &amp; denied"/></error></Errors>"#,
        "<sessions>\n <error code='403'>\n  <e message='Invalid &amp; denied'></e>\n </error>\n</sessions>",
        r#"<error code="403" message="Invalid &amp; denied"/>"#,
        "<errorPayload><code>403</code><message>Invalid &amp; denied</message></errorPayload>",
        r#"{"code":403,"message":"Invalid & denied"}"#,
        r#"[{"code":403,"message":"Invalid & denied"}]"#,
    ] {
        let content_type = if body.starts_with('<') { "text/xml" } else { "application/json" };
        assert_eq!(told(content_type, body), denied, "{body}");
    }
    let unnumbered = "<errorPayload><code></code><message>Invalid partner</message></errorPayload>";
    assert_eq!(told("text/xml", unnumbered), (String::new(), "Invalid partner".to_owned()));
    let refused = r#"<Errors><error code="403"><Authentication message="no"/></error></Errors>"#;
    let error = create.interpret(&answer(200, "text/xml", refused)).unwrap_err();
    assert_eq!(error.reason(), Reason::Denied);
    let numbered = create.interpret(&answer(200, "application/json", r#"{"code":15203}"#)).unwrap_err();
    assert_eq!(numbered.reason(), Reason::Other);
}

#[test]
fn a_session_nobody_joined_has_no_streams() {
    let page = session().streams().interpret(&answer(404, "application/json", "{}")).unwrap();
    assert_eq!((page.count, page.items.len()), (0, 0));
    assert!(session().stream("s").info().interpret(&answer(404, "application/json", "{}")).is_err());
}

#[test]
fn an_error_is_read_from_json_and_from_xml_and_what_is_neither_is_kept() {
    let tell = |content_type: &str, body: &str| {
        let error = project().archive("a").info().interpret(&answer(403, content_type, body)).unwrap_err();
        let told = error.api_error().unwrap().clone();
        (told.code, told.message, told.body.len())
    };
    let texts = |code: &str, message: &str, length| (Some(code.to_owned()), Some(message.to_owned()), length);
    let json = r#"{"code":"-1","message":"","description":"why"}"#;
    assert_eq!(tell("application/json", json), texts("-1", "why", json.len()));
    let xml = "<errorPayload><code>-1</code><message>Issuer not found</message></errorPayload>";
    assert_eq!(tell("text/xml", xml), texts("-1", "Issuer not found", xml.len()));
    assert_eq!(tell("text/html", "<h1>403</h1>"), (None, None, 12));
}

#[test]
fn an_answer_may_say_null_wherever_nothing_is_demanded() {
    let body =
        r#"{"id":"i","connectionId":"c","streamId":"s","sessionId":null,"projectId":null,"createdAt":null}"#;
    let call = session().dial("t", "sip:a@b").interpret(&answer(200, "application/json", body)).unwrap();
    assert_eq!((call.id.as_str(), call.session_id, call.created_at), ("i", None, None));
    let body = r#"{"count":null,"items":null}"#;
    let page = project().archives().interpret(&answer(200, "application/json", body)).unwrap();
    assert_eq!((page.count, page.items.len()), (0, 0));
    let body = r#"{"id":"b","sessionId":"s","status":"started","streamMode":null,"broadcastUrls":{"hls":null,"rtmp":null},"streams":null}"#;
    let info = project().broadcast("b").info().interpret(&answer(200, "application/json", body)).unwrap();
    assert!(info.streams.is_empty() && info.broadcast_urls.unwrap().rtmp.is_empty());
}

fn client(answer: impl Fn(&Request) -> Response + Clone + Send + Sync + 'static) -> Client {
    let service = tower::service_fn(move |request: Request| {
        let response = answer(&request);
        async move { Ok::<_, Infallible>(response) }
    });
    Client::new(ENDPOINT, service).boxed()
}

#[tokio::test]
async fn a_list_is_walked_to_its_end_by_offset() {
    let client = client(|request| {
        let offset: usize =
            request.uri().query().and_then(|q| q.split("offset=").nth(1)?.parse().ok()).unwrap_or(0);
        let items = [ARCHIVE; 5][offset.min(5)..(offset + 2).min(5)].join(",");
        answer(200, "application/json", &format!(r#"{{"count":5,"items":[{items}]}}"#))
    });
    let archives: Vec<ArchiveInfo> = client.items(project().archives()).collect().await.unwrap();
    assert_eq!(archives.len(), 5);
}

#[tokio::test]
async fn what_a_refusal_means_is_told_by_its_reason_and_where_no_reason_says_it_by_its_code() {
    for (status, body, reason, code) in [
        (400, r#"{"code":15204,"message":"no video"}"#, Reason::Other, Some(Code::NoSipVideo)),
        (401, "", Reason::Denied, None),
        (403, r#"{"code":-1,"message":"Invalid signature"}"#, Reason::Denied, None),
        (404, r#"{"message":"no clients"}"#, Reason::NotFound, None),
        (405, r#"{"code":-1}"#, Reason::Conflict, None),
        (408, "", Reason::Other, None),
        (409, r#"{"code":15008,"message":"Only routed sessions"}"#, Reason::Conflict, Some(Code::NotRouted)),
        (413, "", Reason::Other, None),
        (429, "", Reason::TooManyCalls, None),
        (502, "<html></html>", Reason::Busy, None),
    ] {
        let client = client(move |_| answer(status, "application/json", body));
        let error = client.send(session().start_archive()).await.unwrap_err();
        assert_eq!((error.reason(), Code::of(&error)), (reason, code), "{status}");
        assert_eq!(error.is_transient(), matches!(status, 408 | 429 | 502), "{status}");
    }
}

#[tokio::test]
async fn each_attempt_is_signed_with_a_token_of_its_own() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let service = tower::service_fn({
        let seen = seen.clone();
        move |request: Request| {
            let token = request.headers()["x-opentok-auth"].to_str().unwrap_or_default().to_owned();
            let mut seen = seen.lock().unwrap();
            seen.push(token);
            let response = answer(if seen.len() == 1 { 503 } else { 200 }, "application/json", ARCHIVE);
            async move { Ok::<_, Infallible>(response) }
        }
    });
    let client = Client::builder(ENDPOINT)
        .signer(ProjectJwt::new(Credentials::new("45678123", "secret")))
        .retry(RetryPolicy::with_waits(1, Duration::from_millis(1), Duration::from_millis(1)))
        .transport(service);
    client.send(project().archive("a").info()).await.unwrap();
    let seen = seen.lock().unwrap();
    assert_eq!(seen.len(), 2);
    assert_ne!(seen[0], seen[1]);
}
