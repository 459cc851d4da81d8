use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::body::Body;
use bytes::Bytes;
use http_body_util::BodyExt as _;
use pili_core::Reason;
use pili_core::{
    Endpoint, Request,
    auth::{Signer as _, qiniu::FirstGen},
};
use pili_live::first::{
    Client, State, Streams,
    stream::{Protocol, Storage},
};
use pili_local::{
    Local, Server,
    rtmp::{Pace, PublishError, Publisher, publish},
};
use pili_urls::first::UrlToken;
use tokio::{task::JoinSet, time::timeout};
use tower::ServiceExt as _;

use crate::support::{CLIP, json, now, raw, serve, signed};

fn client(local: &Local, server: &Server) -> Client {
    let endpoint = server.endpoint();
    Client::builder(endpoint).signer(FirstGen::new(local.credentials().clone())).build().unwrap()
}

async fn running() -> (Local, Server, Client) {
    let local = Local::demo();
    let server = serve(&local).await;
    let client = client(&local, &server);
    (local, server, client)
}

fn streams() -> Streams {
    Streams::default()
}

#[tokio::test]
async fn streams_are_made_listed_changed_and_deleted() {
    let (_local, _server, client) = running().await;
    let mut made = Vec::new();
    for n in 0..12 {
        let create = streams().create().name(format!("show {n}")).storage(Storage::Forever);
        made.push(client.send(create).await.unwrap());
    }
    let listed: Vec<_> = client.items(streams().list()).collect().await.unwrap();
    assert_eq!(listed, made);
    let page = client.send(streams().list().page(3).size(5)).await.unwrap();
    assert_eq!((page.total, page.streams.len()), (12, 2));
    let first = streams().stream(made[0].id.clone());
    let changed = client.send(first.update().name("news").stream_key("mine")).await.unwrap();
    assert_eq!((&*changed.name, &*changed.stream_key, changed.storage), ("news", "mine", Storage::Forever));
    let renewed = client.send(first.update().name("news")).await.unwrap();
    assert_ne!(renewed.stream_key, changed.stream_key);
    assert_eq!(client.send(first.delete()).await.unwrap().unwrap(), renewed);
    let gone = client.send(first.info()).await.unwrap_err();
    let told = gone.api_error().unwrap();
    assert_eq!((gone.status().unwrap().as_u16(), told.code.as_deref()), (404, Some("404001")));
}

#[tokio::test]
async fn a_push_is_signed_with_the_key_of_its_stream_and_a_used_nonce_is_refused() {
    let (_local, _server, client) = running().await;
    let stream = client.send(streams().create().name("show").stream_key("push-key")).await.unwrap();
    let url = stream.push_url.rtmp().unwrap().to_owned();
    let signed = |key: &str, nonce| UrlToken::Push { key: key.into(), nonce }.sign(&url).unwrap();
    publish(&signed("push-key", 7), CLIP, Pace::Fast).await.unwrap();
    for (address, reason) in [
        (signed("push-key", 7), "the nonce 7 is not above the last, 7"),
        (signed("guessed", 8), "the token is wrong"),
        (url.clone(), "nonce"),
        (format!("{url}?key=guessed"), "not a publish key"),
    ] {
        match publish(&address, CLIP, Pace::Fast).await {
            Err(PublishError::Refused { description, .. }) => {
                assert!(description.contains(reason), "{address}: {description}");
            }
            other => panic!("{address} was not refused: {other:?}"),
        }
    }
    publish(&UrlToken::PushKey { key: "push-key".into() }.sign(&url).unwrap(), CLIP, Pace::Fast)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_private_stream_is_played_with_a_token_of_the_account_or_of_the_stream() {
    let (local, _server, client) = running().await;
    let create = streams().create().stream_key("push-key").private(true);
    let stream = client.send(create).await.unwrap();
    let push = UrlToken::PushKey { key: "push-key".into() }.sign(stream.push_url.rtmp().unwrap()).unwrap();
    publish(&push, CLIP, Pace::Fast).await.unwrap();
    let url = &stream.play_url["HLS"];
    let expires_at = now() + Duration::from_secs(60);
    let account = UrlToken::PlayAccount { credentials: local.credentials().clone(), expires_at };
    for (address, status) in [
        (UrlToken::Play { key: "push-key".into(), expires_at }.sign(url).unwrap(), 200),
        (account.sign(url).unwrap(), 200),
        (UrlToken::Play { key: "guessed".into(), expires_at }.sign(url).unwrap(), 403),
        (UrlToken::Play { key: "push-key".into(), expires_at: UNIX_EPOCH }.sign(url).unwrap(), 403),
        (url.clone(), 403),
    ] {
        let host = url.split('/').nth(2).unwrap();
        let request = http::Request::get(&address).header("host", host).body("".into()).unwrap();
        assert_eq!(raw(&local, request).await.status(), status, "{address}");
    }
}

#[tokio::test]
async fn the_status_is_pushed_at_once_and_on_each_change() {
    let (_local, _server, client) = running().await;
    let stream = client.send(streams().create().stream_key("push-key")).await.unwrap();
    let same = streams().stream(stream.id.clone());
    assert_eq!(client.send(same.status()).await.unwrap(), State::Disconnected);
    let mut states = client.lines(same.watch(Duration::from_secs(1)));
    let mut next = async || timeout(Duration::from_secs(5), states.next()).await.unwrap().unwrap().unwrap();
    assert_eq!(next().await, State::Disconnected);
    let push = UrlToken::PushKey { key: "push-key".into() }.sign(stream.push_url.rtmp().unwrap()).unwrap();
    let publisher = Publisher::connect(&push).await.unwrap();
    assert_eq!(next().await, State::Connected);
    assert_eq!(client.send(same.status()).await.unwrap(), State::Connected);
    publisher.finish().await.unwrap();
    assert_eq!(next().await, State::Disconnected);
}

/// A connection of a listener, line by line.
struct Listener(Body);

impl Listener {
    async fn open(local: &Local, id: &str, query: &str) -> Self {
        let uri = format!("http://h/v1/streams/{id}/status{query}");
        let mut request = http::Request::get(uri).body(Bytes::new()).unwrap();
        FirstGen::new(local.credentials().clone()).sign(&mut request, now()).unwrap();
        let answer = local.router().oneshot(request.map(Body::from)).await.unwrap();
        assert_eq!(answer.status(), 200, "{query}");
        Self(answer.into_body())
    }

    /// `None` at the end.
    async fn next(&mut self) -> Option<String> {
        let frame = timeout(Duration::from_secs(5), self.0.frame()).await.expect("a line or the end")?;
        Some(String::from_utf8(frame.unwrap().into_data().unwrap().to_vec()).unwrap())
    }
}

#[tokio::test]
async fn a_sixth_listener_ends_the_oldest_and_no_other() {
    let (local, _server, client) = running().await;
    let stream = client.send(streams().create().stream_key("push-key")).await.unwrap();
    let mut listeners = Vec::new();
    for _ in 0..6 {
        let mut listener = Listener::open(&local, stream.id.as_str(), "?ping=3600").await;
        assert_eq!(listener.next().await.unwrap(), "{\"status\":\"disconnected\"}\n");
        listeners.push(listener);
    }
    let push = UrlToken::PushKey { key: "push-key".into() }.sign(stream.push_url.rtmp().unwrap()).unwrap();
    let _publisher = Publisher::connect(&push).await.unwrap();
    for (number, listener) in listeners.iter_mut().enumerate() {
        let line = (number > 0).then(|| "{\"status\":\"connected\"}\n".to_owned());
        assert_eq!(listener.next().await, line, "listener {number}");
    }
}

#[tokio::test(start_paused = true)]
async fn six_watchers_of_a_stream_come_to_rest() {
    let local = Local::demo();
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let counted = local.transport().map_request(move |request: Request| {
        count.fetch_add(1, Ordering::Relaxed);
        request
    });
    let client = Client::builder(Endpoint::parse("http://pili.test").unwrap())
        .signer(FirstGen::new(local.credentials().clone()))
        .transport(counted);
    let stream = client.send(streams().create()).await.unwrap();
    let mut watchers = JoinSet::new();
    for _ in 0..6 {
        let mut states = client.lines(streams().stream(stream.id.clone()).watch(Duration::from_secs(30)));
        watchers.spawn(async move { while states.next().await.is_some_and(|state| state.is_ok()) {} });
    }
    tokio::time::sleep(Duration::from_secs(600)).await;
    let before = asked.load(Ordering::Relaxed);
    tokio::time::sleep(Duration::from_secs(600)).await;
    // One is always without a place, and asks for it every half minute.
    let asked = asked.load(Ordering::Relaxed) - before;
    assert!((15..=21).contains(&asked), "{asked}");
    assert!(watchers.try_join_next().is_none(), "a watcher gave up");
}

#[tokio::test]
async fn signs_of_life_come_as_often_as_asked_and_without_them_the_answer_ends() {
    let (local, _server, client) = running().await;
    let stream = client.send(streams().create()).await.unwrap();
    let mut once = Listener::open(&local, stream.id.as_str(), "").await;
    assert_eq!(once.next().await.unwrap(), "{\"status\":\"disconnected\"}\n");
    assert_eq!(once.next().await, None);
    let mut pushed = Listener::open(&local, stream.id.as_str(), "?ping=1").await;
    assert_eq!(pushed.next().await.unwrap(), "{\"status\":\"disconnected\"}\n");
    assert_eq!(pushed.next().await.unwrap(), "{\"ping\":\"ok\"}\n");
}

#[tokio::test]
async fn what_was_published_is_kept_to_the_millisecond_and_can_be_played() {
    let (local, _server, client) = running().await;
    let stream = client.send(streams().create().stream_key("push-key")).await.unwrap();
    let same = streams().stream(stream.id.clone());
    let push = UrlToken::PushKey { key: "push-key".into() }.sign(stream.push_url.rtmp().unwrap()).unwrap();
    publish(&push, CLIP, Pace::Fast).await.unwrap();
    let kept = client.send(same.segments()).await.unwrap();
    assert_eq!((kept.total, kept.list.len()), (1, 1));
    let span = kept.list[0];
    assert!((2_900..=3_100).contains(&span.end.duration_since(span.start).unwrap().as_millis()), "{span:?}");
    let start: SystemTime = span.start;
    let url = client.send(same.play_segments(start..start + Duration::from_secs(3))).await.unwrap();
    let playlist = raw(&local, http::Request::get(&url).body("".into()).unwrap()).await;
    assert!(playlist.body().starts_with(b"#EXTM3U"), "{url}");
    let nothing =
        client.send(same.play_segments(start - Duration::from_secs(60)..start - Duration::from_secs(50)));
    assert_eq!(nothing.await.unwrap_err().reason(), Reason::NotFound);
}

#[tokio::test]
async fn kept_spans_that_are_deleted_are_gone_and_others_stay() {
    let (_local, _server, client) = running().await;
    let stream = client.send(streams().create().stream_key("push-key")).await.unwrap();
    let same = streams().stream(stream.id.clone());
    let push = UrlToken::PushKey { key: "push-key".into() }.sign(stream.push_url.rtmp().unwrap()).unwrap();
    publish(&push, CLIP, Pace::Fast).await.unwrap();
    let kept = client.send(same.segments()).await.unwrap().list;
    let span = kept[0].start..kept[0].end;
    client.send(same.delete_segments(UNIX_EPOCH..span.start)).await.unwrap();
    assert_eq!(client.send(same.segments()).await.unwrap().list, kept);
    client.send(same.delete_segments(span.clone())).await.unwrap();
    assert_eq!(client.send(same.segments()).await.unwrap().total, 0);
    let gone = client.send(same.play_segments(span.start..)).await.unwrap_err();
    assert_eq!(gone.reason(), Reason::NotFound);
}

#[tokio::test]
async fn the_end_of_the_service_ends_its_listeners() {
    let (local, server, client) = running().await;
    let stream = client.send(streams().create()).await.unwrap();
    let mut listener = Listener::open(&local, stream.id.as_str(), "?ping=3600").await;
    assert!(listener.next().await.is_some());
    server.shutdown().await;
    assert_eq!(listener.next().await, None);
}

#[tokio::test]
async fn the_first_generation_has_a_signature_and_refusals_of_its_own() {
    let (local, _server, client) = running().await;
    let stream = client.send(streams().create()).await.unwrap();
    let path = format!("http://h/v1/streams/{}", stream.id);
    // The same path with the signature of v2 is another API, which has no such stream.
    let other = signed(&local, http::Request::get(&path).body("".into()).unwrap()).await;
    assert_eq!(other.status(), 612);
    let forged = http::Request::get(&path).header("authorization", "pili local-demo-access-key:AAAA=");
    let answer = raw(&local, forged.body("".into()).unwrap()).await;
    assert_eq!((answer.status().as_u16(), json(&answer)["error"].as_u64()), (401, Some(401_001)));
    assert!(json(&answer)["message"].as_str().unwrap().contains(stream.id.as_str()));
    let wrong = client.send(streams().create().protocol(Protocol::Other("HTTP".into()))).await.unwrap_err();
    assert_eq!(wrong.api_error().unwrap().code.as_deref(), Some("400012"));
    let old = Streams::at("/api/v1");
    assert_eq!(client.send(old.stream(stream.id.clone()).info()).await.unwrap(), stream);
}
