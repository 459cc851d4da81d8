//! OpenTok: what is asked for takes effect, and what is refused is refused with the documented status.

mod account;
mod newer;
mod webhooks;
mod wire;

use std::time::Duration;

use pili_core::{
    Error, Reason,
    auth::{Credentials, jwt},
};
use pili_local::{Local, SessionClient};
use pili_opentok::{
    AutoArchive, Client, ClientToken, Code, ENDPOINT, Hls, Layout, MediaMode, Nonce, OutputMode, Project,
    ProjectJwt, Role, Rtmp, Session, StreamMode, Tracks,
    archive::ArchiveStatus,
    broadcast::HlsStatus,
    callback::{CallbackEvent, CallbackGroup},
    render::RenderStatus,
    stream::VideoType,
};
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::support::Hands;

const KEY: &str = "45678123";
const SECRET: &str = "9f0c4e1b7a2d5c8e3f60718293a4b5c6d7e8f901";
const START: u64 = 1_700_000_000;

/// A project on a service in process, whose clock stands still unless it is moved.
struct World {
    local: Local,
    hands: Hands,
    client: Client,
}

impl World {
    fn new() -> Self {
        let hands = Hands::at(START);
        let credentials = Credentials::new(KEY, SECRET);
        let local = Local::builder().credentials(credentials.clone()).clock(hands.clock()).build();
        let client = Client::builder(ENDPOINT)
            .signer(ProjectJwt::new(credentials))
            .clock(hands.clock())
            .transport(local.transport());
        Self { local, hands, client }
    }

    async fn routed(&self) -> (String, Session) {
        let create = Project::new(KEY).create_session().media_mode(MediaMode::Routed);
        let id = self.client.send(create).await.unwrap().session_id;
        (id.clone(), Project::new(KEY).session(id))
    }

    fn token(&self, session: &str, role: Role) -> String {
        let token = ClientToken::new(session).role(role).data("name=Ann").initial_layout_classes(["focus"]);
        let now = self.hands.clock().now();
        token.jwt(&Credentials::new(KEY, SECRET), now, Nonce::new(1).unwrap()).unwrap()
    }

    /// What a test does in a client's stead.
    async fn local(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let uri = format!("http://localhost/_local/opentok/{path}");
        let request = http::Request::builder().method(method).uri(uri).body(body.to_string().into()).unwrap();
        let response = self.local.transport().oneshot(request).await.unwrap();
        (response.status().as_u16(), serde_json::from_slice(response.body()).unwrap_or(Value::Null))
    }

    async fn shown(&self, session: &str) -> Value {
        self.local("GET", &format!("sessions/{session}"), Value::Null).await.1
    }

    fn enter(&self, session: &str) -> SessionClient {
        let client = self.local.connect(session, &self.token(session, Role::Publisher)).unwrap();
        assert_eq!((client.data(), client.role()), ("name=Ann", Role::Publisher));
        client
    }

    fn connect(&self, session: &str) -> String {
        self.enter(session).connection_id().to_owned()
    }
}

/// Why the service refused, and with which status.
fn refused(error: Error) -> (Reason, u16) {
    (error.reason(), error.status().map_or(0, |status| status.as_u16()))
}

#[tokio::test]
async fn a_call_with_another_secret_is_refused_with_the_reason() {
    let world = World::new();
    let stranger = Client::builder(ENDPOINT)
        .signer(ProjectJwt::new(Credentials::new(KEY, "guess")))
        .clock(world.hands.clock())
        .transport(world.local.transport());
    let error = stranger.send(Project::new(KEY).create_session()).await.unwrap_err();
    assert_eq!(error.api_error().unwrap().code.as_deref(), Some("-1"));
    assert!(error.to_string().contains("Invalid signature"), "{error}");
    let foreign = world.client.send(Project::new("1").archives()).await.unwrap_err();
    assert_eq!(refused(foreign), (Reason::Denied, 403));
}

#[tokio::test]
async fn only_a_good_token_for_the_session_connects() {
    let world = World::new();
    let (id, _) = world.routed().await;
    let (other, _) = world.routed().await;
    let foreign = world.local.connect(&id, &world.token(&other, Role::Publisher)).unwrap_err();
    assert_eq!(foreign.status(), 403);
    let token = world.token(&id, Role::Publisher);
    world.hands.advance(86_400 + 10);
    let late = world.local.connect(&id, &token).unwrap_err();
    assert_eq!((late.status(), late.message()), (403, "the token expired 10 s ago"));
    let unknown = world.local.connect("unknown", &token).unwrap_err();
    assert_eq!(unknown.status(), 403, "the token is for another session");
    assert_eq!(world.shown(&id).await["connections"], json!({}));
}

#[tokio::test]
async fn a_token_without_an_expiry_connects_for_a_day_and_one_with_an_unreadable_expiry_never() {
    let world = World::new();
    let (id, _) = world.routed().await;
    // The claims of the vendor's SDK for Ruby.
    let claims = json!({ "iss": KEY, "ist": "project", "iat": START, "nonce": 0.5, "role": "publisher",
        "scope": "session.connect", "session_id": id });
    let connect = |claims: &Value| world.local.connect(&id, &jwt::encode(claims, &SECRET.into()));
    connect(&claims).unwrap();
    let mut unreadable = claims.clone();
    unreadable["exp"] = json!("tomorrow");
    assert_eq!(connect(&unreadable).unwrap_err().status(), 403);
    world.hands.advance(86_401);
    assert_eq!(connect(&claims).unwrap_err().status(), 403);
}

#[tokio::test]
async fn an_archive_lives_from_started_to_deleted() {
    let world = World::new();
    let (id, session) = world.routed().await;
    let nobody = world.client.send(session.start_archive()).await.unwrap_err();
    assert_eq!(refused(nobody), (Reason::NotFound, 404));
    let connection = world.connect(&id);
    let archive = world.client.send(session.start_archive().name("n").layout(Layout::Pip)).await.unwrap();
    assert_eq!((archive.status, archive.name.as_str()), (ArchiveStatus::Started, "n"));
    assert_eq!(world.local("GET", &format!("layouts/{}", archive.id), Value::Null).await.1["type"], "pip");
    let again = world.client.send(session.start_archive()).await.unwrap_err();
    assert_eq!(refused(again), (Reason::Conflict, 409));
    world.client.send(session.start_archive().multi_archive_tag("second")).await.unwrap();

    let noun = Project::new(KEY).archive(archive.id);
    assert_eq!(refused(world.client.send(noun.delete()).await.unwrap_err()), (Reason::Conflict, 409));
    world.client.send(session.connection(&connection).force_disconnect()).await.unwrap();
    world.local.connect(&id, &world.token(&id, Role::Subscriber)).unwrap();
    world.hands.advance(60);
    let stopped = world.client.send(noun.stop()).await.unwrap();
    assert_eq!((stopped.status, stopped.duration), (ArchiveStatus::Stopped, Duration::from_secs(60)));
    assert_eq!(refused(world.client.send(noun.stop()).await.unwrap_err()), (Reason::Conflict, 409));
    let available = world.client.send(noun.info()).await.unwrap();
    assert!(available.status == ArchiveStatus::Available && available.url.is_some());
    world.client.send(noun.delete()).await.unwrap();
    let left: Vec<_> = world.client.items(Project::new(KEY).archives().count(1)).collect().await.unwrap();
    assert_eq!(left.len(), 1, "the deleted one is not listed");
}

#[tokio::test]
async fn an_archive_pauses_while_nobody_is_connected_and_begins_by_itself_if_asked() {
    let world = World::new();
    let auto = AutoArchive::new().name("all");
    let create = Project::new(KEY).create_session().media_mode(MediaMode::Routed).always_archive(auto);
    let id = world.client.send(create).await.unwrap().session_id;
    let ann = world.enter(&id);
    let status = || async {
        let page = world.client.send(Project::new(KEY).archives().session(&id)).await.unwrap();
        (page.items[0].name.clone(), page.items[0].status.clone())
    };
    assert_eq!(status().await, ("all".to_owned(), ArchiveStatus::Started));
    ann.disconnect().unwrap();
    assert_eq!(ann.disconnect().unwrap_err().status(), 404);
    assert_eq!(status().await.1, ArchiveStatus::Paused);
    world.connect(&id);
    assert_eq!(status().await.1, ArchiveStatus::Started);
}

#[tokio::test]
async fn streams_are_picked_by_hand_only_where_that_was_asked_for() {
    let world = World::new();
    let (id, session) = world.routed().await;
    let stream = world.enter(&id).publish_stream("").unwrap().id;
    let auto = world.client.send(session.start_archive()).await.unwrap().id;
    let error = world.client.send(Project::new(KEY).archive(auto).add_stream(&stream)).await.unwrap_err();
    assert_eq!(refused(error), (Reason::Conflict, 405));

    let manual = session.start_archive().stream_mode(StreamMode::Manual).multi_archive_tag("manual");
    let archive = Project::new(KEY).archive(world.client.send(manual).await.unwrap().id);
    world.client.send(archive.add_stream(&stream).tracks(Tracks::AudioOnly)).await.unwrap();
    let picked = world.client.send(archive.info()).await.unwrap().streams;
    assert_eq!((picked.len(), picked[0].has_audio, picked[0].has_video), (1, true, false));
    world.client.send(archive.remove_stream(&stream)).await.unwrap();
    assert!(world.client.send(archive.info()).await.unwrap().streams.is_empty());
    let unknown = world.client.send(archive.add_stream("nobody")).await.unwrap_err();
    assert_eq!(refused(unknown), (Reason::NotFound, 404));
}

#[tokio::test]
async fn a_broadcast_goes_live_and_has_no_urls_once_it_stopped() {
    let world = World::new();
    let (id, session) = world.routed().await;
    world.connect(&id);
    let start = session.start_broadcast().hls(Hls::Dvr).rtmp(Rtmp::new("rtmp://h/a", "k").id("one"));
    let started = world.client.send(start.max_duration(Duration::from_secs(60))).await.unwrap();
    let urls = started.broadcast_urls.unwrap();
    assert_eq!(urls.hls_status, Some(HlsStatus::Connecting));
    assert!(urls.hls.unwrap().ends_with("?DVR"));
    let broadcast = Project::new(KEY).broadcast(started.id);
    let live = world.client.send(broadcast.info()).await.unwrap().broadcast_urls.unwrap();
    assert_eq!((live.hls_status, live.rtmp[0].id.as_deref()), (Some(HlsStatus::Live), Some("one")));
    world.client.send(broadcast.set_layout(Layout::custom("stream {}"))).await.unwrap();
    assert!(world.client.send(broadcast.stop()).await.unwrap().broadcast_urls.is_none());
    let none: Vec<_> = world.client.items(Project::new(KEY).broadcasts()).collect().await.unwrap();
    assert!(none.is_empty());
}

#[tokio::test]
async fn a_relayed_session_is_neither_recorded_nor_sent_out() {
    let world = World::new();
    let id = world.client.send(Project::new(KEY).create_session()).await.unwrap().session_id;
    let session = Project::new(KEY).session(&id);
    world.connect(&id);
    let archive =
        world.client.send(session.start_archive().output_mode(OutputMode::Individual)).await.unwrap_err();
    assert_eq!(Code::of(&archive), Some(Code::NotRouted));
    let broadcast = world.client.send(session.start_broadcast().hls(Hls::Standard)).await.unwrap_err();
    assert_eq!(refused(broadcast), (Reason::Conflict, 409));
}

#[tokio::test]
async fn signals_and_tones_arrive_where_they_were_sent() {
    let world = World::new();
    let (id, session) = world.routed().await;
    assert_eq!(
        refused(world.client.send(session.signal("early")).await.unwrap_err()),
        (Reason::NotFound, 404)
    );
    let connection = world.connect(&id);
    world.client.send(session.signal("to all").kind("chat")).await.unwrap();
    world.client.send(session.connection(&connection).signal("to one")).await.unwrap();
    world.client.send(session.play_dtmf("1p#")).await.unwrap();
    world.client.send(session.connection(&connection).play_dtmf("2")).await.unwrap();
    let shown = world.shown(&id).await;
    let signals =
        json!([{ "to": null, "type": "chat", "data": "to all" }, { "to": connection, "data": "to one" }]);
    assert_eq!(shown["signals"], signals);
    assert_eq!(shown["tones"], json!([{ "to": null, "digits": "1p#" }, { "to": connection, "digits": "2" }]));
    let gone = world.client.send(session.connection("gone").signal("x")).await.unwrap_err();
    assert_eq!(refused(gone), (Reason::NotFound, 404));
}

#[tokio::test]
async fn streams_have_the_classes_of_their_token_until_others_are_set() {
    let world = World::new();
    let (id, session) = world.routed().await;
    assert_eq!(world.client.send(session.streams()).await.unwrap().count, 0);
    let stream = world.enter(&id).publish_stream("").unwrap().id;
    assert_eq!(world.client.send(session.stream(&stream).info()).await.unwrap().layout_class_list, ["focus"]);
    let set = session.set_class_lists().stream(&stream, ["top", "left"]);
    world.client.send(set).await.unwrap();
    let streams = world.client.send(session.streams()).await.unwrap();
    assert_eq!(
        (streams.count, &streams.items[0].layout_class_list[..]),
        (1, &["top".into(), "left".into()][..])
    );
}

#[tokio::test]
async fn muting_spares_whom_it_is_told_to_and_reaches_those_who_come_later() {
    let world = World::new();
    let (id, session) = world.routed().await;
    let ann = world.enter(&id);
    let publish = || ann.publish_stream("").unwrap().id;
    let (spared, muted) = (publish(), publish());
    world.client.send(session.mute_all().except([&spared])).await.unwrap();
    let later = publish();
    let shown = world.shown(&id).await;
    let is_muted = |id: &str| shown["streams"][id]["muted"] == true;
    assert_eq!((is_muted(&spared), is_muted(&muted), is_muted(&later)), (false, true, true));
    world.client.send(session.disable_mute()).await.unwrap();
    world.client.send(session.stream(&spared).mute()).await.unwrap();
    let last = publish();
    let shown = world.shown(&id).await;
    assert_eq!(
        (&shown["streams"][&spared]["muted"], &shown["streams"][&last]["muted"]),
        (&true.into(), &false.into())
    );
}

#[tokio::test]
async fn a_call_joins_with_its_token_and_hangs_up_when_it_is_disconnected() {
    let world = World::new();
    let (id, session) = world.routed().await;
    world.connect(&id);
    let token = world.token(&id, Role::Publisher);
    let bad = world.client.send(session.dial("T1==bad", "sip:a@b")).await.unwrap_err();
    assert_eq!(refused(bad), (Reason::Other, 400));
    let call = world.client.send(session.dial(&token, "sip:a@b")).await.unwrap();
    let socket =
        world.client.send(session.connect_audio(&token, "wss://h/ws").bidirectional(true)).await.unwrap();
    assert_eq!(socket.bidirectional, Some(true));
    assert_eq!(world.shown(&id).await["connections"][&call.connection_id]["uri"], "sip:a@b");
    world.client.send(session.connection(&call.connection_id).force_disconnect()).await.unwrap();
    let shown = world.shown(&id).await;
    assert!(shown["connections"].get(&call.connection_id).is_none());
    assert!(shown["streams"].get(&call.stream_id).is_none());
}

#[tokio::test]
async fn renders_captions_and_callbacks_come_and_go() {
    let world = World::new();
    let (id, session) = world.routed().await;
    let token = world.token(&id, Role::Moderator);
    let start = session.start_render(&token, "https://example.com/view").name("page");
    let render = Project::new(KEY).render(world.client.send(start).await.unwrap().id);
    let started = world.client.send(render.info()).await.unwrap();
    assert_eq!(started.status, RenderStatus::Started);
    assert_eq!(world.shown(&id).await["streams"][started.stream_id.unwrap()]["name"], "page");
    let captions = world.client.send(session.start_captions(&token)).await.unwrap();
    let twice = world.client.send(session.start_captions(&token)).await.unwrap_err();
    assert_eq!(refused(twice), (Reason::Conflict, 409));
    world.client.send(Project::new(KEY).captions(captions.captions_id).stop()).await.unwrap();
    world.client.send(render.stop()).await.unwrap();
    assert_eq!(world.client.send(render.info()).await.unwrap().status, RenderStatus::Stopped);
    assert_eq!(world.shown(&id).await["streams"], json!({}));

    let (group, event) = (CallbackGroup::Archive, CallbackEvent::Status);
    let register = Project::new(KEY).register_callback(group, event, "https://example.com/cb");
    let callback = world.client.send(register).await.unwrap().id;
    assert_eq!(world.client.send(Project::new(KEY).callbacks()).await.unwrap().len(), 1);
    world.client.send(Project::new(KEY).callback(callback).unregister()).await.unwrap();
    assert!(world.client.send(Project::new(KEY).callbacks()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_client_publishes_as_its_role_lets_it_until_it_stops_or_goes() {
    let world = World::new();
    let (id, session) = world.routed().await;
    let ann = world.enter(&id);
    let camera = ann.publish_stream("camera").unwrap();
    let screen = ann.publish("screen", VideoType::Screen).unwrap();
    let streams = async || {
        let page = world.client.send(session.streams()).await.unwrap();
        page.items.into_iter().map(|stream| (stream.name, stream.video_type)).collect::<Vec<_>>()
    };
    let both = [("camera".to_owned(), VideoType::Camera), ("screen".to_owned(), VideoType::Screen)];
    assert_eq!(streams().await, both);
    ann.unpublish(&camera.id).unwrap();
    assert_eq!(ann.unpublish(&camera.id).unwrap_err().status(), 404);
    assert_eq!(streams().await, both[1..]);
    let subscriber = world.local.connect(&id, &world.token(&id, Role::Subscriber)).unwrap();
    assert_eq!(subscriber.publish_stream("none").unwrap_err().status(), 403);
    ann.disconnect().unwrap();
    assert_eq!(ann.publish_stream("late").unwrap_err().status(), 404);
    assert!(streams().await.is_empty(), "its stream {} went with it", screen.id);
}

#[tokio::test]
async fn what_clients_do_is_done_over_the_wire_too() {
    let world = World::new();
    let (id, session) = world.routed().await;
    let token = world.token(&id, Role::Publisher);
    let connections = format!("sessions/{id}/connections");
    let (status, ann) = world.local("POST", &connections, json!({ "token": token })).await;
    assert_eq!((status, &ann["role"], &ann["data"]), (201, &json!("publisher"), &json!("name=Ann")));
    let publish = json!({ "connectionId": ann["connectionId"], "name": "screen", "videoType": "screen" });
    let (status, stream) = world.local("POST", &format!("sessions/{id}/streams"), publish).await;
    assert_eq!((status, &stream["videoType"]), (201, &json!("screen")));
    assert_eq!(world.client.send(session.streams()).await.unwrap().count, 1);
    let stream = format!("sessions/{id}/streams/{}", stream["id"].as_str().unwrap());
    assert_eq!(world.local("DELETE", &stream, Value::Null).await.0, 204);
    let connection = format!("{connections}/{}", ann["connectionId"].as_str().unwrap());
    assert_eq!(world.local("DELETE", &connection, Value::Null).await.0, 204);
    assert_eq!(world.local("POST", &connections, json!({ "token": "T1==bad" })).await.0, 403);
    assert_eq!(world.shown(&id).await["connections"], json!({}));
}
