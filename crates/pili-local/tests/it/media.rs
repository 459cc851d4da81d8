use std::time::Duration;

use pili_core::auth::Credentials;
use pili_live::{Hub, names::StreamKey};
use pili_local::{
    DEMO_ACCESS_KEY, DEMO_HUB, Local, Server,
    flv::{Reader, TagKind},
    media::SecondPublisher,
    rtmp::{Pace, PublishError, Publisher, publish},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use crate::support::{CLIP, hub, over_socket, publish_url, serve};

/// Publishes the clip at once and keeps the stream open.
pub(crate) async fn go_live(local: &Local, server: &Server, key: &str) -> Publisher {
    let mut publisher = Publisher::connect(&publish_url(server, key, local.credentials())).await.unwrap();
    publisher.send_all(&pili_local::flv::read(CLIP).unwrap(), Pace::Fast).await.unwrap();
    publisher
}

async fn refusal(url: &str) -> String {
    match publish(url, CLIP, Pace::Fast).await {
        Err(PublishError::Refused { code, description }) => {
            assert_eq!(code, "NetStream.Publish.BadName");
            description
        }
        other => panic!("{url} was not refused: {other:?}"),
    }
}

#[tokio::test]
async fn a_first_publish_creates_the_stream_and_ends_in_its_history() {
    let local = Local::demo();
    let server = serve(&local).await;
    let client = over_socket(&local, &server);
    let publisher = go_live(&local, &server, "evening").await;
    let live = client.send(hub().stream("evening").live()).await.unwrap().expect("it is live");
    assert!(live.bps > 0 && live.fps.video > 0 && live.fps.audio > 0, "{live:?}");
    assert!(live.client_ip.starts_with("127.0.0.1:"), "{live:?}");
    let keys: Vec<StreamKey> = client.items(hub().streams().live_only()).collect().await.unwrap();
    assert_eq!(keys, ["evening"]);
    publisher.finish().await.unwrap();
    assert_eq!(client.send(hub().stream("evening").live()).await.unwrap(), None);
    assert_eq!(client.send(hub().stream("evening").history()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn live_statuses_keep_the_order_of_any_number_of_keys() {
    let local = Local::demo();
    let server = serve(&local).await;
    let client = over_socket(&local, &server);
    let _publisher = go_live(&local, &server, "k150").await;
    let keys: Vec<String> = (0..230).map(|n| format!("k{n}")).collect();
    let statuses: Vec<_> = client.items(hub().live_statuses(keys.clone())).collect().await.unwrap();
    assert_eq!(statuses.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), keys);
    let live: Vec<_> =
        statuses.iter().filter(|(_, status)| status.is_some()).map(|(key, _)| key.as_str()).collect();
    assert_eq!(live, ["k150"]);
}

#[tokio::test]
async fn a_wrong_url_is_refused_with_a_reason_the_publisher_can_read() {
    let local = Local::demo();
    let server = serve(&local).await;
    let good = publish_url(&server, "evening", local.credentials());
    let forged = publish_url(&server, "evening", &Credentials::new(DEMO_ACCESS_KEY, "guessed"));
    let table = [
        (forged, "the token is wrong"),
        (good.replace("evening", "morning"), "the text to sign is `/demo/morning?e="),
        (good.split('?').next().unwrap().to_owned(), "the URL has no `e`"),
        (good.replace("/demo/", "/elsewhere/"), "hub not found"),
        (good.replace(DEMO_ACCESS_KEY, "stranger"), "the access key `stranger` is unknown"),
    ];
    for (url, reason) in table {
        let told = refusal(&url).await;
        assert!(told.contains(reason), "{url}: {told}");
    }
}

#[tokio::test]
async fn a_url_whose_path_was_changed_is_told_where_it_was_signed_for() {
    let local = Local::demo();
    let server = serve(&local).await;
    over_socket(&local, &server).send(hub().stream("evening").create()).await.unwrap();
    let url = publish_url(&server, "evening", local.credentials()).replace("evening", "morning");
    let told = refusal(&url).await;
    assert!(told.contains("the token is that of `/demo/evening`, but the path is `/demo/morning`"), "{told}");
}

#[tokio::test]
async fn a_second_publisher_is_told_that_the_name_is_in_use() {
    let local = Local::demo();
    let server = serve(&local).await;
    let _publisher = go_live(&local, &server, "evening").await;
    let told = refusal(&publish_url(&server, "evening", local.credentials())).await;
    assert!(told.contains("already"), "{told}");
}

#[tokio::test]
async fn disabling_cuts_the_publisher_within_a_second_and_refuses_the_next() {
    let local = Local::demo();
    let server = serve(&local).await;
    let client = over_socket(&local, &server);
    let publisher = go_live(&local, &server, "evening").await;
    client.send(hub().stream("evening").disable()).await.unwrap();
    let tags = pili_local::flv::read(CLIP).unwrap();
    let cut = async {
        let mut publisher = publisher;
        loop {
            if let Err(error) = publisher.send_all(&tags, Pace::Fast).await {
                return error;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let error = timeout(Duration::from_secs(1), cut).await.expect("the publisher is cut");
    assert!(matches!(error, PublishError::Cut { .. }), "{error}");
    let told = refusal(&publish_url(&server, "evening", local.credentials())).await;
    assert!(told.contains("disabled"), "{told}");
    client.send(hub().stream("evening").enable()).await.unwrap();
    go_live(&local, &server, "evening").await;
}

#[tokio::test]
async fn http_flv_begins_with_a_key_frame_and_brings_both_tracks_in_order() {
    let local = Local::demo();
    let server = serve(&local).await;
    let _publisher = go_live(&local, &server, "evening").await;
    let mut socket = TcpStream::connect(server.addresses().http).await.unwrap();
    let ask = format!("GET /{DEMO_HUB}/evening.flv HTTP/1.0\r\nHost: play.example.com\r\n\r\n");
    socket.write_all(ask.as_bytes()).await.unwrap();
    let (mut reader, mut tags, mut bytes) = (Reader::new(), Vec::new(), Vec::new());
    let mut body_at = None;
    while tags.len() < 20 {
        let count = timeout(Duration::from_secs(5), socket.read_buf(&mut bytes)).await.unwrap().unwrap();
        assert!(count > 0, "the stream ended: {}", String::from_utf8_lossy(&bytes));
        if body_at.is_none() {
            body_at = bytes.windows(4).position(|end| end == b"\r\n\r\n").map(|at| at + 4);
            let Some(at) = body_at else { continue };
            assert!(String::from_utf8_lossy(&bytes[..at]).contains("video/x-flv"));
            reader.push(&bytes[at..]);
        } else {
            reader.push(&bytes[bytes.len() - count..]);
        }
        while let Some(tag) = reader.next_tag().unwrap() {
            tags.push(tag);
        }
    }
    let frames: Vec<_> = tags.iter().filter(|tag| !tag.is_config() && tag.kind != TagKind::Script).collect();
    assert!(frames.iter().find(|tag| tag.kind == TagKind::Video).unwrap().is_key_frame());
    assert!(frames.iter().any(|tag| tag.kind == TagKind::Audio));
    assert!(frames.windows(2).all(|pair| pair[0].timestamp <= pair[1].timestamp));
}

#[tokio::test]
async fn a_stream_that_is_not_live_is_404_and_one_that_does_not_exist_612() {
    let local = Local::demo();
    let server = serve(&local).await;
    over_socket(&local, &server).send(Hub::new(DEMO_HUB).stream("evening").create()).await.unwrap();
    for (key, status) in [("evening", 404), ("nobody", 612)] {
        let request = http::Request::get(format!("http://h/{DEMO_HUB}/{key}.flv")).body("".into()).unwrap();
        let answer = crate::support::raw(&local, request).await;
        assert_eq!(answer.status().as_u16(), status, "{key}");
        assert_eq!(answer.headers()["access-control-allow-origin"], "*");
    }
}

#[tokio::test]
async fn a_second_publisher_takes_over_where_that_is_set_and_both_are_in_the_history() {
    let local = Local::builder().hub(DEMO_HUB).second_publisher(SecondPublisher::TakesOver).build();
    let server = serve(&local).await;
    let client = over_socket(&local, &server);
    let mut first = go_live(&local, &server, "evening").await;
    let _second = go_live(&local, &server, "evening").await;
    let told = async {
        loop {
            if let Err(error) = first.send_all(&pili_local::flv::read(CLIP).unwrap(), Pace::Fast).await {
                return error.to_string();
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let told = timeout(Duration::from_secs(5), told).await.expect("the first is cut");
    assert!(told.contains("another publisher took over"), "{told}");
    assert!(client.send(hub().stream("evening").live()).await.unwrap().is_some(), "the second goes on");
    assert_eq!(client.send(hub().stream("evening").history()).await.unwrap().len(), 2);
}
