//! Playing over RTMP, with a player made of the connection's own parts.

use std::{net::SocketAddr, sync::Arc};

use bytes::Bytes;
use pili_auth::Clock;
use tokio::net::{TcpListener, TcpStream};

use super::{Pace, Player, PublishError, Publisher, connection::Connection, publish};
use crate::{
    Admission, Gate, Limits, Media, Refusal, StreamId,
    flv::{self, Tag},
    wire::{AmfValue, Command, RtmpMessage},
};

struct Door;

impl Gate for Door {
    fn admit_publish(&self, request: &Admission) -> Result<StreamId, Refusal> {
        Ok(StreamId::new(&request.app, &request.name))
    }

    fn admit_play(&self, request: &Admission) -> Result<StreamId, Refusal> {
        match request.query.as_deref() {
            Some("sign=right") => self.admit_publish(request),
            _ => Err(Refusal::new("the sign is wrong")),
        }
    }
}

/// Of a play: status codes, and pictures.
#[derive(Debug, Default)]
struct Seen {
    codes: Vec<String>,
    reason: String,
    pictures: Vec<(u32, Bytes)>,
}

async fn serve() -> SocketAddr {
    let media = Media::new(Arc::new(Door), Clock::system(), Limits::default());
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(super::serve(listener, media));
    address
}

fn command(name: &str, object: AmfValue, arguments: Vec<AmfValue>) -> RtmpMessage {
    let name = name.to_owned();
    RtmpMessage::Command(Command {
        name,
        transaction_id: 1.0,
        command_object: object,
        arguments,
        stream_id: 0,
    })
}

/// Plays until the server closes, or so many pictures were seen.
async fn play(address: SocketAddr, name: &str, pictures: usize) -> Seen {
    let stream = TcpStream::connect(address).await.expect("a connection");
    let mut connection = Connection::open(stream, &Limits::default()).await.expect("a handshake");
    let app = [("app".to_owned(), AmfValue::String("hub".to_owned()))].into_iter().collect();
    let name = AmfValue::String(name.to_owned());
    for message in [
        command("connect", AmfValue::Object(app), Vec::new()),
        command("createStream", AmfValue::Null, Vec::new()),
        command("play", AmfValue::Null, vec![name]),
    ] {
        connection.send(&message).await.expect("sent");
    }
    connection.flush().await.expect("sent");
    let mut seen = Seen::default();
    while seen.pictures.len() < pictures
        && let Some(chunk) = connection.next().await.expect("valid chunks")
    {
        match connection.control(&chunk).await.expect("a valid message") {
            Some(RtmpMessage::Command(command)) if command.name == "onStatus" => {
                let text = |key| command.arguments[0].get_string(key).unwrap_or("").to_owned();
                seen.codes.push(text("code"));
                seen.reason = text("description");
            }
            Some(RtmpMessage::Video { timestamp, data }) => seen.pictures.push((timestamp, data)),
            _ => {}
        }
    }
    seen
}

fn clip() -> Vec<Tag> {
    flv::read(include_bytes!("../../tests/data/clip.flv")).expect("a valid clip")
}

#[tokio::test]
async fn a_refused_player_hears_why_before_any_start() {
    let address = serve().await;
    let seen = play(address, "evening?sign=wrong", 1).await;
    assert_eq!(seen.codes, ["NetStream.Play.Failed"]);
    assert_eq!(seen.reason, "the sign is wrong");
}

#[tokio::test]
async fn a_stream_that_is_not_live_is_not_found() {
    let address = serve().await;
    let seen = play(address, "evening?sign=right", 1).await;
    assert_eq!(seen.codes, ["NetStream.Play.StreamNotFound"]);
}

#[tokio::test]
async fn a_player_gets_configuration_and_then_a_key_frame_at_zero() {
    let address = serve().await;
    let mut publisher =
        Publisher::connect(&format!("rtmp://{address}/hub/evening")).await.expect("a publish");
    publisher.send_all(&clip()[..30], Pace::Fast).await.expect("sent");
    let seen = play(address, "evening?sign=right", 3).await;
    assert_eq!(seen.codes, ["NetStream.Play.Reset", "NetStream.Play.Start"]);
    let [config, key, next] = &seen.pictures[..] else { panic!("{seen:?}") };
    assert_eq!(config.1[..2], [0x17, 0]);
    assert_eq!((key.0, key.1[..2].to_vec()), (0, vec![0x17, 1]));
    assert!(next.0 > 0);
}

#[tokio::test]
async fn a_player_is_told_when_the_publisher_stops() {
    let address = serve().await;
    let mut publisher =
        Publisher::connect(&format!("rtmp://{address}/hub/evening")).await.expect("a publish");
    publisher.send_all(&clip()[..30], Pace::Fast).await.expect("sent");
    let playing = tokio::spawn(play(address, "evening?sign=right", usize::MAX));
    play(address, "evening?sign=right", 1).await;
    publisher.finish().await.expect("a quiet end");
    let seen = playing.await.expect("no panic");
    assert!(seen.codes.contains(&"NetStream.Play.UnpublishNotify".to_owned()), "{:?}", seen.codes);
}

#[tokio::test]
async fn a_clip_that_is_none_is_refused_before_anything_is_connected() {
    let file = include_bytes!("../../tests/data/clip.flv");
    let header_only = flv::file_header(true, true);
    let long_way_off = "rtmp://address.invalid/hub/evening";
    for (clip, said) in [
        (&b"hello"[..], "ends within"),
        (b"hello, world", "does not begin with FLV"),
        (&file[..file.len() - 100], "ends within"),
        (&header_only, "no frame"),
    ] {
        let error = publish(long_way_off, clip, Pace::Fast).await.expect_err("no clip");
        assert!(matches!(&error, PublishError::Clip(text) if text.contains(said)), "{error}");
    }
}

#[tokio::test]
async fn the_player_takes_a_stream_from_configuration_to_its_end() {
    let address = serve().await;
    let url = format!("rtmp://{address}/hub/evening");
    let mut publisher = Publisher::connect(&url).await.expect("a publish");
    publisher.send_all(&clip()[..30], Pace::Fast).await.expect("sent");
    let mut player = Player::connect(&format!("{url}?sign=right")).await.expect("a play");
    let mut seen = Vec::new();
    while seen.iter().filter(|tag: &&Tag| !tag.is_config()).count() < 5 {
        seen.push(player.next().await.expect("a message").expect("no end yet"));
    }
    assert!(seen.iter().position(Tag::is_config) < seen.iter().position(Tag::is_key_frame));
    publisher.finish().await.expect("a quiet end");
    while player.next().await.expect("a quiet end").is_some() {}
}

#[tokio::test]
async fn the_player_says_why_it_was_refused() {
    let address = serve().await;
    let url = format!("rtmp://{address}/hub/evening");
    let refused = Player::connect(&format!("{url}?sign=wrong")).await.unwrap_err();
    assert_eq!(refused.to_string(), "play refused: the sign is wrong (NetStream.Play.Failed)");
    let absent = Player::connect(&format!("{url}?sign=right")).await.unwrap_err().to_string();
    assert!(absent.contains("StreamNotFound"), "{absent}");
    let wrong = Player::connect("rtmp://h/x?key=secret").await.unwrap_err().to_string();
    assert!(wrong.contains("rtmp://h/x is not of the form") && !wrong.contains("secret"), "{wrong}");
}
