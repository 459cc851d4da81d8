//! What happens is told, signed, in its order, and to whom it is to be told.

use http::header::AUTHORIZATION;
use pili_core::auth::opentok::CallbackVerifier;
use pili_opentok::{
    broadcast::BroadcastStatus,
    captions,
    webhook::{self, CaptionsStatus, Event, EventKind, EventReason, Monitoring},
};

use super::*;
use crate::{callbacks::Owner, support::at};

const ALL: [Monitoring; 6] = [
    Monitoring::Session,
    Monitoring::Archive,
    Monitoring::Broadcast,
    Monitoring::Render,
    Monitoring::Captions,
    Monitoring::SipCall,
];

fn secret(monitoring: Monitoring) -> String {
    format!("the secret of {monitoring:?}")
}

/// A project whose owner is told of everything.
async fn told() -> (World, Owner) {
    let (world, owner) = (World::new(), Owner::answering([]).await);
    for monitoring in ALL {
        world.local.webhook(monitoring, &owner.url, secret(monitoring)).unwrap();
    }
    (world, owner)
}

impl Owner {
    /// The next event, verified with the secret of its kind.
    async fn next(&mut self, world: &World) -> Event {
        let request = self.request().await;
        assert_eq!(request.headers()["content-type"], "application/json");
        let kind = webhook::parse(request.body().clone()).unwrap().kind;
        let verifier = CallbackVerifier::new(secret(kind.monitoring().expect("it is known")));
        let event = webhook::receive(&request, &verifier, world.hands.clock().now()).unwrap();
        assert_eq!(event.project_id.as_deref(), Some(KEY));
        assert_eq!(event.signature.as_ref().unwrap().signed_at, world.hands.clock().now());
        event
    }

    async fn names(&mut self, world: &World, count: usize) -> Vec<String> {
        let mut names = Vec::new();
        for _ in 0..count {
            let event = self.next(world).await;
            let status = match &event.kind {
                EventKind::Archive(archive) => format!(" {}", archive.status),
                EventKind::Broadcast(broadcast) => format!(" {}", broadcast.status),
                EventKind::Render(render) => format!(" {}", render.status),
                EventKind::Captions(captions) => format!(" {}", captions.status),
                _ => String::new(),
            };
            names.push(format!("{}{status}", event.name()));
        }
        names
    }
}

#[tokio::test]
async fn a_client_that_comes_publishes_and_goes_is_told_in_this_order() {
    let (world, mut owner) = told().await;
    let (id, _) = world.routed().await;
    let ann = world.local.connect(&id, &world.token(&id, Role::Publisher)).unwrap();
    world.hands.advance(5);
    let stream = ann.publish("screen of Ann", VideoType::Screen).unwrap();
    // A session is created by the first who comes, not by the call.
    world.hands.set(START);
    let created = owner.next(&world).await;
    assert_eq!((created.kind, created.session_id), (EventKind::SessionCreated, Some(id.clone())));
    let event = owner.next(&world).await;
    let EventKind::ConnectionCreated(connection) = &event.kind else { panic!("{event:?}") };
    assert_eq!((connection.id.as_str(), connection.data.as_str()), (ann.connection_id(), "name=Ann"));
    assert_eq!((connection.created_at, event.timestamp), (Some(at(START)), Some(at(START))));
    world.hands.set(START + 5);
    let event = owner.next(&world).await;
    let EventKind::StreamCreated(published) = &event.kind else { panic!("{event:?}") };
    assert_eq!((&published.id, published.name.as_str()), (&stream.id, "screen of Ann"));
    assert_eq!((&published.video_type, &published.connection), (&Some(VideoType::Screen), connection));
    assert_eq!((published.created_at, event.reason), (Some(at(START + 5)), None));

    ann.disconnect().unwrap();
    let event = owner.next(&world).await;
    assert!(matches!(&event.kind, EventKind::StreamDestroyed(gone) if gone.id == stream.id));
    assert_eq!(event.reason, Some(EventReason::ClientDisconnected));
    assert_eq!(owner.names(&world, 2).await, ["connectionDestroyed", "sessionDestroyed"]);
    // The same session again.
    world.local.connect(&id, &world.token(&id, Role::Publisher)).unwrap();
    assert_eq!(owner.names(&world, 2).await, ["sessionCreated", "connectionCreated"]);
}

#[tokio::test]
async fn whoever_is_disconnected_by_a_call_was_forced() {
    let (world, mut owner) = told().await;
    let (id, session) = world.routed().await;
    let ann = world.local.connect(&id, &world.token(&id, Role::Publisher)).unwrap();
    ann.publish_stream("").unwrap();
    world.client.send(session.connection(ann.connection_id()).force_disconnect()).await.unwrap();
    owner.names(&world, 3).await;
    for name in ["streamDestroyed", "connectionDestroyed"] {
        let event = owner.next(&world).await;
        assert_eq!((event.name(), &event.reason), (name, &Some(EventReason::ForceDisconnected)));
    }
    assert_eq!(owner.names(&world, 1).await, ["sessionDestroyed"]);
}

#[tokio::test]
async fn every_change_of_a_status_is_told() {
    let (world, mut owner) = told().await;
    let (id, session) = world.routed().await;
    let ann = world.local.connect(&id, &world.token(&id, Role::Publisher)).unwrap();
    owner.names(&world, 2).await;

    let archive = world.client.send(session.start_archive()).await.unwrap().id;
    world.hands.advance(60);
    world.client.send(Project::new(KEY).archive(&archive).stop()).await.unwrap();
    world.hands.set(START);
    assert_eq!(owner.names(&world, 1).await, ["archive started"]);
    world.hands.set(START + 60);
    assert_eq!(owner.names(&world, 1).await, ["archive stopped"]);
    // Nobody has to look first.
    let event = owner.next(&world).await;
    let EventKind::Archive(available) = &event.kind else { panic!("{event:?}") };
    assert_eq!((&available.status, available.duration), (&ArchiveStatus::Available, Duration::from_secs(60)));
    assert!(available.url.is_some());
    assert_eq!(event.reason, Some(EventReason::UserInitiated));
    world.client.send(Project::new(KEY).archive(&archive).delete()).await.unwrap();
    assert_eq!(owner.names(&world, 1).await, ["archive deleted"]);

    let broadcast = world.client.send(session.start_broadcast().hls(Hls::Standard)).await.unwrap().id;
    world.client.send(Project::new(KEY).broadcast(&broadcast).stop()).await.unwrap();
    let event = owner.next(&world).await;
    assert!(matches!(&event.kind, EventKind::Broadcast(told) if told.status == BroadcastStatus::Started));
    assert_eq!(owner.names(&world, 1).await, ["broadcast stopped"]);

    let token = world.token(&id, Role::Publisher);
    let render =
        world.client.send(session.start_render(&token, "https://example.com/page")).await.unwrap().id;
    let names = owner.names(&world, 4).await;
    assert_eq!(names, ["connectionCreated", "streamCreated", "render starting", "render started"]);
    world.client.send(Project::new(KEY).render(&render).stop()).await.unwrap();
    let names = owner.names(&world, 3).await;
    assert_eq!(names, ["streamDestroyed", "connectionDestroyed", "render stopped"]);
    world.client.send(Project::new(KEY).render(&render).stop()).await.unwrap();

    let token = world.token(&id, Role::Moderator);
    let captions = world.client.send(session.start_captions(token)).await.unwrap().captions_id;
    world.client.send(Project::new(KEY).captions(&captions).stop()).await.unwrap();
    for status in [CaptionsStatus::Started, CaptionsStatus::Stopped] {
        let event = owner.next(&world).await;
        let EventKind::Captions(told) = &event.kind else { panic!("{event:?}") };
        assert_eq!((&told.captions_id, &told.status), (&captions, &status));
    }

    let call = world.client.send(session.dial(world.token(&id, Role::Publisher), "sip:u@h")).await.unwrap();
    assert_eq!(owner.names(&world, 1).await, ["connectionCreated"]);
    let event = owner.next(&world).await;
    let EventKind::CallCreated(told) = &event.kind else { panic!("{event:?}") };
    assert_eq!((&told.id, &told.connection_id), (&Some(call.id), &Some(call.connection_id.clone())));
    world.client.send(session.connection(call.connection_id).force_disconnect()).await.unwrap();
    let names = owner.names(&world, 4).await;
    assert_eq!(names, ["streamCreated", "streamDestroyed", "connectionDestroyed", "callDestroyed"]);
    ann.disconnect().unwrap();
    assert_eq!(owner.names(&world, 2).await, ["connectionDestroyed", "sessionDestroyed"]);
    assert!(owner.is_quiet());
}

#[tokio::test]
async fn a_session_that_is_always_archived_tells_when_its_archive_pauses_and_goes_on() {
    let (world, mut owner) = told().await;
    let create =
        Project::new(KEY).create_session().media_mode(MediaMode::Routed).always_archive(AutoArchive::new());
    let id = world.client.send(create).await.unwrap().session_id;
    let token = world.token(&id, Role::Publisher);
    world.local.connect(&id, &token).unwrap().disconnect().unwrap();
    world.local.connect(&id, &token).unwrap();
    let names = owner.names(&world, 9).await;
    let archive: Vec<_> = names.iter().filter(|name| name.starts_with("archive")).collect();
    assert_eq!(archive, ["archive started", "archive paused", "archive started"]);
}

#[tokio::test]
async fn what_is_not_taken_is_sent_again_and_holds_up_nothing_else() {
    let world = World::new();
    let mut owner = Owner::answering([503]).await;
    world.local.webhook(Monitoring::Session, &owner.url, secret(Monitoring::Session)).unwrap();
    let (id, _) = world.routed().await;
    world.local.connect(&id, &world.token(&id, Role::Publisher)).unwrap();
    let names = owner.names(&world, 3).await;
    assert_eq!(names, ["sessionCreated", "connectionCreated", "sessionCreated"]);
}

#[tokio::test]
async fn urls_that_come_with_calls_are_told_if_they_are_of_this_machine() {
    let world = World::new();
    let (mut owner, mut status) = (Owner::answering([]).await, Owner::answering([]).await);
    let (id, session) = world.routed().await;
    for (group, event) in [
        (CallbackGroup::Stream, CallbackEvent::Created),
        (CallbackGroup::Archive, CallbackEvent::Status),
        (CallbackGroup::Connection, CallbackEvent::Destroyed),
    ] {
        for url in [owner.url.as_str(), "http://192.0.2.1/hook", "https://cb.example.com/hook", "nonsense"] {
            let register = Project::new(KEY).register_callback(group.clone(), event.clone(), url);
            world.client.send(register).await.unwrap();
        }
    }
    // There is no secret of archives, so what is told of them is not signed.
    world.local.webhook(Monitoring::Session, &owner.url, secret(Monitoring::Session)).unwrap();
    let ann = world.local.connect(&id, &world.token(&id, Role::Publisher)).unwrap();
    ann.publish_stream("").unwrap();
    // Where one is told both ways, it is told once.
    assert_eq!(owner.names(&world, 3).await, ["sessionCreated", "connectionCreated", "streamCreated"]);
    world.client.send(session.start_archive()).await.unwrap();
    let request = owner.request().await;
    assert!(!request.headers().contains_key(AUTHORIZATION));
    assert!(matches!(webhook::parse(request.into_body()).unwrap().kind, EventKind::Archive(_)));

    let start: captions::Start = session.start_captions(world.token(&id, Role::Moderator));
    world.client.send(start.status_callback_url(&status.url)).await.unwrap();
    assert_eq!(webhook::parse(status.request().await.into_body()).unwrap().name(), "captions");
    let start = session.start_render(world.token(&id, Role::Publisher), "https://example.com/page");
    world.client.send(start.status_callback_url(&status.url)).await.unwrap();
    assert_eq!(webhook::parse(status.request().await.into_body()).unwrap().name(), "render");
}

#[tokio::test]
async fn tests_in_other_languages_set_who_is_told_over_the_wire() {
    let (world, mut owner) = (World::new(), Owner::answering([]).await);
    let (id, _) = world.routed().await;
    let told = json!({ "url": owner.url, "secret": secret(Monitoring::Session) });
    assert_eq!(world.local("PUT", "webhooks/session", told).await.0, 204);
    let ann = world.local.connect(&id, &world.token(&id, Role::Publisher)).unwrap();
    assert_eq!(owner.names(&world, 2).await, ["sessionCreated", "connectionCreated"]);
    assert_eq!(world.local("DELETE", "webhooks/session", json!({})).await.0, 204);
    ann.publish_stream("").unwrap();
    assert_eq!(world.local("PUT", "webhooks/session", json!({ "url": owner.url })).await.0, 204);
    ann.disconnect().unwrap();
    let request = owner.request().await;
    assert!(!request.headers().contains_key(AUTHORIZATION), "without a secret nothing is signed");
    assert_eq!(webhook::parse(request.into_body()).unwrap().name(), "streamDestroyed");
}

#[tokio::test]
async fn a_url_or_a_secret_that_cannot_be_is_refused_when_it_is_set() {
    for (url, secret, rule) in [
        ("https://127.0.0.1/hook", "secret".to_owned(), "url"),
        ("127.0.0.1:8080", "secret".to_owned(), "url"),
        ("", "secret".to_owned(), "url"),
        ("http://ann:pw@127.0.0.1/hook", "secret".to_owned(), "no user"),
        ("http://127.0.0.1/hook", String::new(), "1 to 50"),
        ("http://127.0.0.1/hook", "é".repeat(51), "1 to 50"),
    ] {
        let refused = Local::builder().webhook(Monitoring::Session, url, secret).unwrap_err();
        assert_eq!(refused.status(), 400);
        assert!(refused.to_string().contains(rule), "{refused}");
    }
    let longest = Local::builder().webhook(Monitoring::Session, "http://127.0.0.1/hook", "é".repeat(50));
    assert!(longest.is_ok());
}

#[test]
fn what_happens_without_a_runtime_happens_all_the_same() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (world, id) = runtime.block_on(async {
        let (world, _) = told().await;
        let (id, _) = world.routed().await;
        (world, id)
    });
    let ann = world.local.connect(&id, &world.token(&id, Role::Publisher)).unwrap();
    ann.disconnect().unwrap();
}
