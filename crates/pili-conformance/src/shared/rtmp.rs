//! RTMP as bytes: for a thousand viewers that would cost more than the server as clients, and for who does not keep to it.
//!
//! ```
//! use pili_conformance::rtmp;
//!
//! let said = [rtmp::handshake(), rtmp::connect("demo"), rtmp::play("evening")].concat();
//! assert_eq!(said[0], 3);
//! ```

use bytes::BufMut as _;

/// Of each packet of a handshake.
pub const PACKET: usize = 1_536;

const COMMAND: u8 = 20;
const CHUNK: usize = 128;
/// Before every further chunk of a message.
const NEXT: u8 = 0xC3;

/// A handshake's three packets, whatever the other side says: a byte for the version, and twice [`PACKET`].
#[must_use]
pub fn handshake() -> Vec<u8> {
    let mut packets = vec![0; 1 + 2 * PACKET];
    packets[0] = 3;
    packets
}

/// `connect` to an application.
#[must_use]
pub fn connect(app: &str) -> Vec<u8> {
    let address = format!("rtmp://127.0.0.1/{app}");
    let object = [property("app", app), property("tcUrl", &address), vec![0, 0, 9]].concat();
    command(0, &[text("connect"), number(1.0), vec![3], object])
}

/// `createStream` and `play`.
#[must_use]
pub fn play(name: &str) -> Vec<u8> {
    let create = command(0, &[text("createStream"), number(2.0), vec![5]]);
    let play = command(1, &[text("play"), number(3.0), vec![5], text(name)]);
    [create, play].concat()
}

/// The head of a message, whatever follows.
#[must_use]
pub fn head(kind: u8, length: u32, stream: u32) -> Vec<u8> {
    let mut head = vec![3, 0, 0, 0];
    head.put_uint(length.into(), 3);
    head.put_u8(kind);
    head.put_u32_le(stream);
    head
}

/// A command of a name and whatever follows, in chunks of the usual size.
#[must_use]
pub fn long(rest: &[u8]) -> Vec<u8> {
    let body = [&*text("call"), &*number(9.0), rest].concat();
    let chunks = body.chunks(CHUNK).collect::<Vec<_>>().join(&NEXT);
    [head(COMMAND, body.len() as u32, 0), chunks].concat()
}

/// Of values that have room in one chunk.
fn command(stream: u32, values: &[Vec<u8>]) -> Vec<u8> {
    let body = values.concat();
    [head(COMMAND, body.len() as u32, stream), body].concat()
}

fn number(value: f64) -> Vec<u8> {
    [&[0][..], &value.to_be_bytes()].concat()
}

fn text(value: &str) -> Vec<u8> {
    [&[2][..], &counted(value)].concat()
}

fn property(name: &str, value: &str) -> Vec<u8> {
    [counted(name), text(value)].concat()
}

fn counted(value: &str) -> Vec<u8> {
    [&(value.len() as u16).to_be_bytes(), value.as_bytes()].concat()
}
