//! What the platform's answers look like on the wire, to the clients of others.

use http::{Method, Request, Response, header::ACCEPT};
use pili_core::auth::Signer as _;

use super::*;
use crate::support::{json, raw};

pub(super) type Answer = Response<bytes::Bytes>;

/// A signed request of one's own making, for the path that is under the project's unless it says otherwise.
fn request(world: &World, method: &str, path: &str, body: impl Into<bytes::Bytes>) -> Request<bytes::Bytes> {
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/v2/project/{KEY}/{path}") };
    let request = Request::builder().method(method).uri(format!("https://api.opentok.com{path}"));
    let mut request = request.body(body.into()).unwrap();
    let now = world.hands.clock().now();
    ProjectJwt::new(Credentials::new(KEY, SECRET)).sign(&mut request, now).unwrap();
    request
}

pub(super) async fn call(world: &World, method: &str, path: &str, body: Value) -> Answer {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    raw(&world.local, request(world, method, path, body)).await
}

async fn create(world: &World, accept: Option<&str>, form: &'static str) -> Answer {
    let mut request = request(world, "POST", "/session/create", form);
    request.headers_mut().extend(accept.map(|accept| (ACCEPT, accept.parse().unwrap())));
    raw(&world.local, request).await
}

fn text(answer: &Answer) -> &str {
    std::str::from_utf8(answer.body()).unwrap()
}

fn content_type(answer: &Answer) -> &str {
    answer.headers()["content-type"].to_str().unwrap()
}

#[tokio::test]
async fn session_creation_answers_in_xml_unless_json_is_asked_for() {
    let world = World::new();
    let xml = [
        None,
        Some("*/*"),
        Some("text/xml"),
        Some("text/*"),
        Some("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"),
        Some("application/json;q=0.5, text/xml"),
        Some("text/xml, application/json"),
        Some("application/json; q=0, */*"),
        Some("application/json;q=0"),
        Some("text/html"),
        Some("what is this"),
        Some(""),
    ];
    for accept in xml {
        let answer = create(&world, accept, "p2p.preference=disabled").await;
        assert_eq!((answer.status().as_u16(), content_type(&answer)), (200, "text/xml"), "{accept:?}");
        let id = text(&answer).split("session_id>").nth(1).unwrap().trim_end_matches("</");
        assert_eq!(world.shown(id).await["relayed"], false);
        let document = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><sessions><Session><session_id>{id}</session_id>\
             <partner_id>{KEY}</partner_id><create_dt>Tue Nov 14 22:13:20 UTC 2023</create_dt></Session></sessions>"
        );
        assert_eq!(text(&answer), document, "{accept:?}");
    }
    let json_types = [
        "application/json",
        "Application/JSON; charset=utf-8",
        "application/json, text/plain, */*",
        "*/*, application/json",
        "application/json, text/json, application/xml, text/xml",
        "application/json, text/javascript, */*; q=0.01",
        "text/xml;q=0.4, application/json;q=0.6",
        "*/*, text/xml;q=0, application/xml;q=0",
    ];
    for accept in json_types {
        let answer = create(&world, Some(accept), "p2p.preference=enabled").await;
        assert_eq!((answer.status().as_u16(), content_type(&answer)), (200, "application/json"), "{accept}");
        let session = &json(&answer)[0];
        assert_eq!((&session["partner_id"], &session["project_id"]), (&json!(KEY), &json!(KEY)));
        assert_eq!(session["create_dt"], "Tue Nov 14 22:13:20 UTC 2023");
        assert_eq!(world.shown(session["session_id"].as_str().unwrap()).await["relayed"], true);
    }
    let answer = create(&world, Some("application/xml"), "").await;
    assert_eq!(content_type(&answer), "application/xml");
}

#[tokio::test]
async fn several_lines_of_accept_are_one_list() {
    let world = World::new();
    let mut request = request(&world, "POST", "/session/create", "");
    for accept in ["text/xml;q=0.1", "application/json"] {
        request.headers_mut().append(ACCEPT, accept.parse().unwrap());
    }
    assert_eq!(content_type(&raw(&world.local, request).await), "application/json");
}

#[tokio::test]
async fn an_error_of_session_creation_is_in_the_form_of_its_answer() {
    let world = World::new();
    let answer = create(&world, None, "location=nowhere").await;
    assert_eq!((answer.status().as_u16(), content_type(&answer)), (400, "text/xml"));
    let payload = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><errorPayload><code>400</code>\
                   <message>Invalid location</message><description>Invalid location</description></errorPayload>";
    assert_eq!(text(&answer), payload);
    let answer = create(&world, Some("application/json"), "location=nowhere").await;
    assert_eq!((answer.status().as_u16(), content_type(&answer)), (400, "application/json"));
    assert_eq!(json(&answer)["message"], "Invalid location");

    let unsigned = Request::post("https://api.opentok.com/session/create").body(bytes::Bytes::new()).unwrap();
    let answer = raw(&world.local, unsigned).await;
    assert_eq!((answer.status().as_u16(), content_type(&answer)), (403, "text/xml"));
    assert!(text(&answer).contains("<errorPayload><code>-1</code><message>No suitable"), "{answer:?}");
    let wrong = call(&world, "GET", "/session/create/", Value::Null).await;
    assert_eq!((wrong.status().as_u16(), content_type(&wrong)), (405, "text/xml"));
    assert!(text(&wrong).contains("<code>405</code>"), "{wrong:?}");
}

#[tokio::test]
async fn archives_and_broadcasts_tell_the_key_as_a_number_under_both_names() {
    let world = World::new();
    let (id, _) = world.routed().await;
    world.connect(&id);
    let number: u64 = KEY.parse().unwrap();
    let archive = json(&call(&world, "POST", "archive", json!({ "sessionId": id })).await);
    let outputs = json!({ "sessionId": id, "outputs": { "hls": {} } });
    let broadcast = json(&call(&world, "POST", "broadcast", outputs).await);
    let list = json(&call(&world, "GET", "archive", Value::Null).await);
    for told in [&archive, &broadcast, &list["items"][0]] {
        assert_eq!((&told["partnerId"], &told["projectId"]), (&json!(number), &json!(number)), "{told}");
    }
    assert_eq!(archive.get("url"), Some(&Value::Null), "an archive has its URL's member at any time");
}

#[tokio::test]
async fn a_change_answers_what_it_changed_and_muting_an_object() {
    let world = World::new();
    let (id, _) = world.routed().await;
    let ann = world.enter(&id);
    let stream = ann.publish_stream("").unwrap().id;
    let archive = json(&call(&world, "POST", "archive", json!({ "sessionId": id })).await);
    let outputs = json!({ "sessionId": id, "outputs": { "hls": {} } });
    let broadcast = json(&call(&world, "POST", "broadcast", outputs).await);
    for (kind, made) in [("archive", archive), ("broadcast", broadcast)] {
        let path = format!("{kind}/{}/layout", made["id"].as_str().unwrap());
        assert_eq!(json(&call(&world, "PUT", &path, json!({ "type": "pip" })).await), made);
    }
    let lists = json!({ "items": [{ "id": stream, "layoutClassList": ["full"] }] });
    let streams = json(&call(&world, "PUT", &format!("session/{id}/stream"), lists).await);
    assert_eq!((&streams["count"], &streams["items"][0]["layoutClassList"]), (&json!(1), &json!(["full"])));
    let one = call(&world, "POST", &format!("session/{id}/stream/{stream}/mute"), Value::Null).await;
    let all = call(&world, "POST", &format!("session/{id}/mute"), json!({ "active": true })).await;
    for answer in [one, all] {
        assert_eq!((answer.status().as_u16(), json(&answer)["message"].as_str()), (200, Some("OK")));
    }
}

#[tokio::test]
async fn a_slash_at_the_end_of_a_path_is_nothing() {
    let world = World::new();
    let (id, _) = world.routed().await;
    let ann = world.enter(&id);
    ann.publish_stream("").unwrap();
    for path in [format!("session/{id}/stream/"), "archive/?count=1".to_owned(), "broadcast/".to_owned()] {
        let answer = call(&world, "GET", &path, Value::Null).await;
        assert_eq!(answer.status(), 200, "{path}");
        assert_eq!(json(&answer)["count"], u64::from(path.ends_with("stream/")), "{path}");
    }
    let signal = call(&world, "POST", &format!("session/{id}/signal/"), json!({ "data": "x" })).await;
    assert_eq!(signal.status(), 204);
    assert_eq!(call(&world, "POST", "/session/create/", Value::Null).await.status(), 200);
    assert_eq!(call(&world, "GET", "archive//", Value::Null).await.status(), 501);
}

#[tokio::test]
async fn a_call_is_dialled_by_either_path() {
    let world = World::new();
    let (id, _) = world.routed().await;
    world.connect(&id);
    for path in ["dial", "call"] {
        let sip = json!({ "uri": format!("sip:{path}@example.com"), "secure": false });
        let body = json!({ "sessionId": id, "token": world.token(&id, Role::Publisher), "sip": sip });
        let answer = call(&world, "POST", path, body).await;
        assert_eq!(answer.status(), 200, "{path}");
        let connection = json(&answer)["connectionId"].as_str().unwrap().to_owned();
        let uri = &world.shown(&id).await["connections"][connection]["uri"];
        assert_eq!(*uri, format!("sip:{path}@example.com"));
    }
}

#[tokio::test]
async fn who_is_connected_to_a_session_is_listed() {
    let world = World::new();
    let (id, session) = world.routed().await;
    let path = format!("session/{id}/connection");
    assert_eq!(call(&world, "GET", &path, Value::Null).await.status(), 404, "nobody ever joined");
    let first = world.connect(&id);
    world.hands.advance(5);
    let second = world.connect(&id);
    let item =
        |id: &str, at: u64| json!({ "connectionId": id, "connectionState": "Connected", "createdAt": at });
    let (old, new) = (item(&first, START * 1000), item(&second, (START + 5) * 1000));
    let expected = json!({ "count": 2, "projectId": KEY, "sessionId": id, "items": [old, new] });
    for path in [&path, &format!("{path}/")] {
        assert_eq!(json(&call(&world, "GET", path, Value::Null).await), expected, "{path}");
    }
    world.client.send(session.connection(&first).force_disconnect()).await.unwrap();
    world.client.send(session.connection(&second).force_disconnect()).await.unwrap();
    let left = json(&call(&world, "GET", &path, Value::Null).await);
    assert_eq!((&left["count"], &left["items"]), (&json!(0), &json!([])));
    assert_eq!(call(&world, "GET", "session/unknown/connection", Value::Null).await.status(), 404);
}

#[tokio::test]
async fn every_error_of_a_project_has_the_platform_s_form() {
    let world = World::new();
    let (id, _) = world.routed().await;
    let fault = world.local.faults().on("opentok.archive.list").unwrap().status(503);
    fault.retry_after(Duration::from_secs(7)).inject().unwrap();
    let injected = call(&world, "GET", "archive", Value::Null).await;
    assert_eq!(injected.headers()["retry-after"], "7");
    assert_form(&injected, 503);

    let unknown = call(&world, "GET", "nowhere", Value::Null).await;
    assert!(json(&unknown)["message"].as_str().unwrap().contains("GET /v2/project"), "{unknown:?}");
    assert_form(&unknown, 501);
    let method = call(&world, "PATCH", "archive", Value::Null).await;
    assert!(method.headers()["allow"].to_str().unwrap().contains("POST"), "{method:?}");
    assert_form(&method, 405);
    let head = call(&world, Method::OPTIONS.as_str(), &format!("session/{id}/stream"), Value::Null).await;
    assert_form(&head, 405);
    for (method, path, body, status) in [
        ("GET", "archive/unknown", Value::Null, 404),
        ("GET", "archive?count=many", Value::Null, 400),
        ("GET", "archive/%ff", Value::Null, 400),
        ("POST", "archive", json!("a text"), 400),
        ("GET", "/v2/project", Value::Null, 403),
        ("POST", "/v2/project/", json!({}), 403),
        ("GET", "/v2/project/1/archive", Value::Null, 403),
        ("PUT", &format!("/v2/project/{KEY}"), Value::Null, 403),
        ("POST", &format!("/v2/project/{KEY}/refreshSecret"), Value::Null, 501),
        ("POST", "/graphql", json!({ "query": "{ a }" }), 501),
    ] {
        assert_form(&call(&world, method, path, body).await, status);
    }
    let unsigned =
        Request::get(format!("http://h/v2/project/{KEY}/archive")).body(bytes::Bytes::new()).unwrap();
    assert_form(&raw(&world.local, unsigned).await, 403);
    let huge = bytes::Bytes::from(vec![b' '; 3 << 20]);
    let status = raw(&world.local, request(&world, "POST", "archive", huge)).await;
    assert_form(&status, status.status().as_u16());
}

#[tokio::test]
async fn an_error_that_is_to_break_off_does() {
    let world = World::new();
    world.local.faults().on("opentok.archive.info").unwrap().cut().inject().unwrap();
    let answer = world.local.transport().oneshot(request(&world, "GET", "archive/unknown", "")).await;
    assert!(answer.is_err(), "{answer:?}");
}

/// A status with a code, and a message that says something.
fn assert_form(answer: &Answer, status: u16) {
    assert_eq!((answer.status().as_u16(), content_type(answer)), (status, "application/json"), "{answer:?}");
    let told = json(answer);
    assert!(told["code"].is_i64() && told.as_object().unwrap().len() == 3, "{told}");
    let message = told["message"].as_str().unwrap();
    assert!(!message.is_empty() && told["description"] == message, "{told}");
}
