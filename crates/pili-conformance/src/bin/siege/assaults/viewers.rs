//! Viewers who ask for the good stream and read nothing of it.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use pili_conformance::rtmp;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::{
    Outcome,
    field::{Field, GOOD},
    raw::{CLOSED, OPEN, PATIENCE},
    tally::Tally,
};

const OF_EACH: usize = 150;
/// Who got less was not watching.
const LEAST: usize = 4 << 10;

pub(super) async fn stalled(field: Arc<Field>) -> Outcome<Tally> {
    let get = |kind| format!("GET {} HTTP/1.1\r\nHost: {}\r\n\r\n", field.path(GOOD, kind), field.http);
    let ways = [
        (field.http, get("flv").into_bytes()),
        (field.http, get("mp4").into_bytes()),
        (field.rtmp, [rtmp::handshake(), rtmp::connect(pili_local::DEMO_HUB), rtmp::play(GOOD)].concat()),
        // Asks again and again, and takes no answer.
        (field.http, get("m3u8").repeat(20).into_bytes()),
    ];
    let mut running = JoinSet::new();
    for (at, says) in ways {
        for _ in 0..OF_EACH {
            running.spawn(stall(at, says.clone()));
        }
    }
    let tally: Tally = running.join_all().await.into_iter().collect();
    if tally.of(CLOSED) < tally.all() {
        Err(format!("some were not given up: {tally}").into())
    } else {
        Ok(tally)
    }
}

/// Whether the service gives it up.
async fn stall(at: SocketAddr, says: Vec<u8>) -> &'static str {
    let Ok(mut stream) = connect(at).await else { return "not let in" };
    let said = timeout(PATIENCE, stream.write_all(&says)).await;
    if !matches!(said, Ok(Ok(()))) {
        return CLOSED;
    }
    sleep(PATIENCE).await;
    // What arrived before, and then the end.
    let (mut piece, mut fed) = (vec![0; 64 << 10], 0);
    loop {
        match timeout(Duration::from_secs(5), stream.read(&mut piece)).await {
            Err(_) => return OPEN,
            Ok(Ok(0) | Err(_)) if fed < LEAST => return "not fed",
            Ok(Ok(0) | Err(_)) => return CLOSED,
            Ok(Ok(read)) => fed += read,
        }
    }
}

/// With little room for what arrives, so that it is soon full.
async fn connect(at: SocketAddr) -> std::io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.set_recv_buffer_size(8 << 10)?;
    socket.connect(at).await
}
