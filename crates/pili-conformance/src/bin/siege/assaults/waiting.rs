//! Connections that take a place and do nothing for it.

use std::{future::pending, net::SocketAddr, sync::Arc, time::Duration};

use pili_conformance::rtmp;
use tokio::{io::AsyncWriteExt as _, net::TcpStream, task::JoinSet, time::sleep};

use crate::{
    Outcome,
    field::Field,
    raw::{OPEN, PATIENCE, last_word},
    tally::Tally,
};

const MANY: usize = 4_500;
const LESS: usize = 1_000;
/// So many come at a time, so that the queue of connections holds them.
const AT_A_TIME: usize = 100;

/// By a key that is known, so that the body is waited for.
const HEAD: &str = "POST /v2/hubs/demo/streams HTTP/1.1\r\nHost: pili.qiniuapi.com\r\n\
                    Authorization: Qiniu local-demo-access-key:AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\
                    Content-Type: application/json\r\nContent-Length: 1000\r\n";

pub(super) async fn silent_http(field: Arc<Field>) -> Outcome<Tally> {
    ends(MANY, field.http, Says::once("")).await
}

pub(super) async fn half_a_head(field: Arc<Field>) -> Outcome<Tally> {
    ends(LESS, field.http, Says::once(HEAD)).await
}

pub(super) async fn no_body(field: Arc<Field>) -> Outcome<Tally> {
    ends(LESS, field.http, Says::once(format!("{HEAD}\r\n"))).await
}

pub(super) async fn dripped_heads(field: Arc<Field>) -> Outcome<Tally> {
    ends(LESS, field.http, Says::dripped("", HEAD)).await
}

pub(super) async fn dripped_bodies(field: Arc<Field>) -> Outcome<Tally> {
    ends(LESS, field.http, Says::dripped(format!("{HEAD}\r\n"), [b' '; 1000])).await
}

pub(super) async fn silent_rtmp(field: Arc<Field>) -> Outcome<Tally> {
    ends(MANY, field.rtmp, Says::once("")).await
}

pub(super) async fn dripped_hands(field: Arc<Field>) -> Outcome<Tally> {
    ends(LESS, field.rtmp, Says::dripped("", rtmp::handshake())).await
}

pub(super) async fn idle_rtmp(field: Arc<Field>) -> Outcome<Tally> {
    ends(LESS, field.rtmp, Says::once([rtmp::handshake(), rtmp::connect("demo")].concat())).await
}

/// What each says, and then a byte a second.
struct Says {
    first: Vec<u8>,
    then: Vec<u8>,
}

impl Says {
    fn once(first: impl Into<Vec<u8>>) -> Self {
        Self::dripped(first, "")
    }

    fn dripped(first: impl Into<Vec<u8>>, then: impl Into<Vec<u8>>) -> Self {
        Self { first: first.into(), then: then.into() }
    }
}

/// None is left open.
async fn ends(connections: usize, at: SocketAddr, says: Says) -> Outcome<Tally> {
    let says = Arc::new(says);
    let mut running = JoinSet::new();
    for number in 0..connections {
        let says = says.clone();
        running.spawn(async move { end(at, &says).await });
        if number % AT_A_TIME == 0 {
            sleep(Duration::from_millis(20)).await;
        }
    }
    let tally: Tally = running.join_all().await.into_iter().collect();
    match tally.of(OPEN) {
        0 => Ok(tally),
        open => Err(format!("{open} are still open after {PATIENCE:?}: {tally}").into()),
    }
}

/// How the connection ends: the first that is said to it, of HTTP a status.
async fn end(at: SocketAddr, says: &Says) -> String {
    let Ok(stream) = TcpStream::connect(at).await else { return "not let in".to_owned() };
    let (mut reading, mut writing) = stream.into_split();
    let speak = async {
        let mut broken = writing.write_all(&says.first).await.is_err();
        for byte in &says.then {
            if !broken {
                sleep(Duration::from_secs(1)).await;
                broken = writing.write_all(&[*byte]).await.is_err();
            }
        }
        pending::<()>().await;
    };
    tokio::select! {
        told = last_word(&mut reading) => told,
        () = speak => OPEN.to_owned(),
    }
}
