use std::time::Duration;

use pili_core::Reason;
use pili_live::{
    PublishSecurity,
    v1::{self, stream::Format},
};
use pili_local::{
    DEMO_HUB, Local, Server,
    rtmp::{Pace, PublishError, Publisher, publish},
};
use pili_urls::publish::PublishAuth;

use crate::support::{CLIP, hub, in_process, now, over_socket, raw, serve};

/// Publishes the clip at once to where the stream says, and keeps it open.
async fn go_live(stream: &v1::stream::StreamInfo, nonce: u64) -> Publisher {
    let mut publisher = Publisher::connect(&address(stream, nonce)).await.unwrap();
    publisher.send_all(&pili_local::flv::read(CLIP).unwrap(), Pace::Fast).await.unwrap();
    publisher
}

fn address(stream: &v1::stream::StreamInfo, nonce: u64) -> String {
    let plain = format!("rtmp://{}/{}/{}", stream.hosts.publish["rtmp"], stream.hub, stream.title);
    PublishAuth::Dynamic { key: (&*stream.publish_key).into(), nonce }.sign(&plain).unwrap()
}

async fn running() -> (Local, Server) {
    let local = Local::demo();
    let server = serve(&local).await;
    (local, server)
}

#[tokio::test]
async fn a_stream_is_made_with_a_rule_and_key_of_its_own_which_publishers_must_follow() {
    let (local, server) = running().await;
    let client = over_socket(&local, &server);
    let stream = client.send(v1::Hub::new(DEMO_HUB).create().title("evening")).await.unwrap();
    assert_eq!(
        (stream.id.as_str(), &stream.publish_security),
        ("z1.demo.evening", &PublishSecurity::Dynamic)
    );
    assert!(!stream.publish_key.is_empty() && stream.created_at.is_some(), "{stream:?}");
    go_live(&stream, 5).await.finish().await.unwrap();
    match publish(&address(&stream, 5), CLIP, Pace::Fast).await {
        Err(PublishError::Refused { description, .. }) => {
            assert!(description.contains("the nonce 5"), "{description}")
        }
        other => panic!("a used nonce was not refused: {other:?}"),
    }
    let same = v1::Stream::new(stream.id.clone());
    let update = same.update().publish_security(PublishSecurity::Static).publish_key("open");
    assert_eq!(client.send(update).await.unwrap().publish_security, PublishSecurity::Static);
    assert!(publish(&address(&stream, 6), CLIP, Pace::Fast).await.is_err());
    let plain = address(&stream, 7);
    let open = format!("{}?key=open", plain.split('?').next().unwrap());
    publish(&open, CLIP, Pace::Fast).await.unwrap();
    // It is the same stream in v2.
    assert_eq!(
        client.send(hub().stream("evening").info()).await.unwrap().publish_security,
        PublishSecurity::Static
    );
    let again = client.send(v1::Hub::new(DEMO_HUB).create().title("evening")).await.unwrap_err();
    assert_eq!(again.reason(), Reason::AlreadyExists);
}

#[tokio::test]
async fn the_status_is_that_of_the_packets_and_disabling_cuts_the_publisher() {
    let (local, server) = running().await;
    let client = over_socket(&local, &server);
    let stream = client.send(v1::Hub::new(DEMO_HUB).create()).await.unwrap();
    let same = v1::Stream::new(stream.id.clone());
    assert!(!client.send(same.status()).await.unwrap().is_connected());
    let _publisher = go_live(&stream, 1).await;
    let status = client.send(same.status()).await.unwrap();
    assert!(status.is_connected() && status.bytes_per_second > 0.0, "{status:?}");
    assert!(status.addr.starts_with("127.0.0.1:") && status.frames_per_second.video > 0.0, "{status:?}");
    client.send(same.disable()).await.unwrap();
    let gone = async {
        while client.send(same.status()).await.unwrap().is_connected() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(1), gone).await.expect("the publisher is cut");
    let info = client.send(same.info()).await.unwrap();
    assert!(info.disabled && info.disabled_till.is_none(), "{info:?}");
    let till = now() + Duration::from_secs(3600);
    client.send(same.disable_until(till)).await.unwrap();
    assert!(client.send(same.info()).await.unwrap().disabled_till.is_some());
    client.send(same.enable()).await.unwrap();
    assert!(!client.send(same.info()).await.unwrap().disabled);
}

#[tokio::test]
async fn a_list_walks_over_all_streams_and_knows_which_are_connected() {
    let (local, server) = running().await;
    let client = over_socket(&local, &server);
    let at = v1::Hub::new(DEMO_HUB);
    let mut streams = Vec::new();
    for n in 0..13 {
        streams.push(client.send(at.create().title(format!("show{n:02}"))).await.unwrap());
    }
    for limit in [0, 1, 5, 13] {
        let listed: Vec<_> = client.items(at.streams().limit(limit).title("show")).collect().await.unwrap();
        assert_eq!(listed, streams, "pages of {limit}");
    }
    let _publisher = go_live(&streams[3], 1).await;
    let live: Vec<_> = client.items(at.streams().connected().id_only()).collect().await.unwrap();
    assert_eq!(live.iter().map(|stream| stream.id.as_str()).collect::<Vec<_>>(), ["z1.demo.show03"]);
    assert_eq!(live[0].title, "");
}

#[tokio::test]
async fn what_was_published_is_kept_in_spans_and_saved() {
    let (local, server) = running().await;
    let client = over_socket(&local, &server);
    let stream = client.send(v1::Hub::new(DEMO_HUB).create()).await.unwrap();
    let same = v1::Stream::new(stream.id.clone());
    assert!(client.send(same.segments()).await.unwrap().segments.is_empty());
    go_live(&stream, 1).await.finish().await.unwrap();
    go_live(&stream, 2).await.finish().await.unwrap();
    let kept = client.send(same.segments()).await.unwrap();
    assert_eq!(kept.segments.len(), 2);
    assert!(
        kept.segments
            .iter()
            .all(|span| (2..=4).contains(&span.end.duration_since(span.start).unwrap().as_secs())),
        "{kept:?}"
    );
    assert_eq!(client.send(same.segments().limit(1)).await.unwrap().segments, kept.segments[..1]);
    let span = now() - Duration::from_secs(60)..now() + Duration::from_secs(60);
    let saved = client.send(same.save_as("evening.m3u8", span)).await.unwrap();
    assert_eq!((&saved.url, &*saved.persistent_id), (&saved.target_url, ""));
    assert!(fetched(&local, &saved.url).await.starts_with(b"#EXTM3U"), "{saved:?}");
}

/// A file of the hub, by its address.
async fn fetched(local: &Local, url: &str) -> Vec<u8> {
    let answer = raw(local, http::Request::get(url).body("".into()).unwrap()).await;
    assert_eq!(answer.status(), 200, "{url}");
    answer.body().to_vec()
}

#[tokio::test]
async fn a_saved_playback_is_a_playlist_and_a_product_under_two_addresses() {
    let (local, server) = running().await;
    let client = over_socket(&local, &server);
    let stream = client.send(v1::Hub::new(DEMO_HUB).create()).await.unwrap();
    let same = v1::Stream::new(stream.id.clone());
    go_live(&stream, 1).await.finish().await.unwrap();
    let span = || now() - Duration::from_secs(60)..now() + Duration::from_secs(60);
    for (name, format, extension, magic) in [
        ("evening", Format::Mp4, "mp4", &b"ftyp"[..]),
        ("evening.mp4", Format::Mp4, "mp4", b"ftyp"),
        ("evening", Format::Flv, "flv", b"FLV"),
    ] {
        let saved = client.send(same.save_as(name, span()).format(format)).await.unwrap();
        assert!(saved.url.ends_with("/demo/files/evening.m3u8"), "{saved:?}");
        assert!(saved.target_url.ends_with(&format!("/demo/files/evening.{extension}")), "{saved:?}");
        assert!(!saved.persistent_id.is_empty(), "{saved:?}");
        assert!(fetched(&local, &saved.url).await.starts_with(b"#EXTM3U"), "{saved:?}");
        let product = fetched(&local, &saved.target_url).await;
        assert!(product.windows(magic.len()).take(8).any(|window| window == magic), "{saved:?}");
    }
    let unknown =
        client.send(same.save_as("evening", span()).format(Format::Other("avi".into()))).await.unwrap_err();
    assert_eq!(unknown.status().unwrap().as_u16(), 400);
}

#[tokio::test]
async fn a_stream_is_played_where_clients_of_either_age_look() {
    let local = Local::demo();
    let stream = in_process(&local).send(v1::Hub::new(DEMO_HUB).create()).await.unwrap();
    for protocol in ["rtmp", "hls", "http"] {
        assert_eq!(stream.hosts.play[protocol], stream.hosts.live[protocol], "{protocol}");
    }
}

#[tokio::test]
async fn a_deleted_stream_is_gone_and_its_publisher_too() {
    let (local, server) = running().await;
    let client = over_socket(&local, &server);
    let stream = client.send(v1::Hub::new(DEMO_HUB).create()).await.unwrap();
    let same = v1::Stream::new(stream.id.clone());
    client.send(same.delete()).await.unwrap();
    for error in [
        client.send(same.info()).await.unwrap_err(),
        client.send(same.status()).await.unwrap_err(),
        client.send(same.delete()).await.unwrap_err(),
    ] {
        assert_eq!(error.reason(), Reason::NotFound, "{error}");
    }
}

#[tokio::test]
async fn calls_of_2015_are_signed_like_those_of_v2() {
    let local = Local::demo();
    let request = http::Request::get("http://h/v1/streams?hub=demo").body("".into()).unwrap();
    assert_eq!(raw(&local, request).await.status(), 401);
    let client = in_process(&local);
    let nowhere = client.send(v1::Hub::new("elsewhere").create()).await.unwrap_err();
    assert_eq!(nowhere.reason(), Reason::NotFound);
}
