//! Everything larger than it may be. Each is refused, and told so where the protocol has a word for it.

use std::{net::SocketAddr, sync::Arc};

use pili_conformance::rtmp;
use tokio::task::JoinSet;

use crate::{
    Outcome,
    field::Field,
    raw::{CLOSED, told},
    tally::Tally,
};

const TIMES: usize = 20;
const START: &str = "POST /v2/hubs/demo/streams HTTP/1.1\r\nHost: pili.qiniuapi.com\r\n";
/// By a key that is known, so that it takes the body to see that it is wrong.
const SIGNED: &str = "Authorization: Qiniu local-demo-access-key:AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\nContent-Type: application/json\r\n";

struct Oversized {
    what: &'static str,
    says: Vec<u8>,
    /// What it may be told.
    honest: &'static [&'static str],
}

fn of(what: &'static str, says: impl Into<Vec<u8>>, honest: &'static [&'static str]) -> Oversized {
    Oversized { what, says: says.into(), honest }
}

pub(super) async fn requests(field: Arc<Field>) -> Outcome<Tally> {
    let all = [
        of("a long address", format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(1 << 20)), &["414", "431"]),
        of("a long header", format!("{START}A: {}\r\n\r\n", "a".repeat(1 << 20)), &["431"]),
        of("many headers", format!("{START}{}\r\n", "A: b\r\n".repeat(100_000)), &["431"]),
        of("a long method", "A".repeat(1 << 20), &["400", "431"]),
        of("a body by its length", format!("{START}{SIGNED}Content-Length: 99999999999\r\n\r\n"), &["413"]),
        of("a body in chunks", chunked(), &["413", "503"]),
        of(
            "a length that is none",
            format!("{START}Content-Length: 99999999999999999999999\r\n\r\n"),
            &["400"],
        ),
        of(
            "a chunk of 2^68 bytes",
            format!("{START}{SIGNED}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"),
            &["400", "413"],
        ),
        of(
            "a chunk that is none",
            format!("{START}{SIGNED}Transfer-Encoding: chunked\r\n\r\nlong\r\n"),
            &["400"],
        ),
    ];
    refused(field.http, all).await
}

/// 16 MiB in chunks of 64 KiB.
fn chunked() -> Vec<u8> {
    let head = format!("{START}{SIGNED}Transfer-Encoding: chunked\r\n\r\n");
    let chunk = [&b"10000\r\n"[..], &[b' '; 0x10000], b"\r\n"].concat();
    [head.into_bytes(), chunk.repeat(256)].concat()
}

pub(super) async fn messages(field: Arc<Field>) -> Outcome<Tally> {
    let megabyte = || vec![0; 1 << 20];
    let connected = |rest: Vec<Vec<u8>>| [rtmp::handshake(), rtmp::connect("demo"), rest.concat()].concat();
    let chunk_size = |bytes: [u8; 4]| [rtmp::head(1, 4, 0), bytes.to_vec()].concat();
    let endless = || rtmp::head(20, 0xFF_FFFF, 0);
    let noise = (0..1 << 20).map(|n: u32| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect::<Vec<_>>();
    let all = [
        of("a picture before a publish", connected(vec![rtmp::head(9, 0xFF_FFFF, 1), megabyte()]), &[CLOSED]),
        of("a command of 16 MB", connected(vec![endless(), megabyte()]), &[CLOSED]),
        of(
            "chunks of 2 GB",
            connected(vec![chunk_size([0x7F, 0xFF, 0xFF, 0xFF]), endless(), megabyte()]),
            &[CLOSED],
        ),
        of("chunks of nothing", connected(vec![chunk_size([0; 4]), megabyte()]), &[CLOSED]),
        of("deep values", connected(vec![rtmp::long(&[3, 0, 1, b'a'].repeat(10_000))]), &[CLOSED]),
        of("many values", connected(vec![rtmp::long(&[5; 60_000])]), &[CLOSED]),
        of("another protocol", b"GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(200), &[CLOSED]),
        of("noise", noise, &[CLOSED]),
    ];
    refused(field.rtmp, all).await
}

async fn refused(at: SocketAddr, all: impl IntoIterator<Item = Oversized>) -> Outcome<Tally> {
    let mut running = JoinSet::new();
    for Oversized { what, says, honest } in all {
        for _ in 0..TIMES {
            let says = says.clone();
            running.spawn(async move { (what, honest, told(at, says).await) });
        }
    }
    let mut tally = Tally::default();
    for (what, honest, told) in running.join_all().await {
        if !honest.contains(&&*told) {
            return Err(format!("{what}: {told}").into());
        }
        tally.count(told);
    }
    Ok(tally)
}
