//! What a viewer says before it only reads: as bytes, since a thousand clients would cost more than the server.

use std::{
    io::{self, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
};

use bytes::BufMut as _;

const HANDSHAKE: usize = 1_536;
const COMMAND: u8 = 20;

/// How a server is watched.
#[derive(Clone, Debug)]
pub(crate) enum Way {
    Rtmp { at: SocketAddr, app: &'static str, name: &'static str },
    Flv { at: SocketAddr, path: String },
}

impl Way {
    /// A viewer that needs to say nothing more.
    pub(crate) fn open(&self) -> io::Result<TcpStream> {
        match self {
            Self::Rtmp { at, app, name } => rtmp(*at, app, name),
            Self::Flv { at, path } => flv(*at, path),
        }
    }
}

fn flv(at: SocketAddr, path: &str) -> io::Result<TcpStream> {
    let mut stream = TcpStream::connect(at)?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {at}\r\n\r\n")?;
    Ok(stream)
}

fn rtmp(at: SocketAddr, app: &str, name: &str) -> io::Result<TcpStream> {
    let mut stream = TcpStream::connect(at)?;
    stream.write_all(&hello())?;
    stream.read_exact(&mut [0; 1 + 2 * HANDSHAKE])?;
    stream.write_all(&[0; HANDSHAKE])?;
    let address = format!("rtmp://{at}/{app}");
    let object = [property("app", app), property("tcUrl", &address), vec![0, 0, 9]].concat();
    stream.write_all(&command(0, &[text("connect"), number(1.0), vec![3], object]))?;
    stream.write_all(&command(0, &[text("createStream"), number(2.0), NULL.to_vec()]))?;
    stream.write_all(&command(1, &[text("play"), number(3.0), NULL.to_vec(), text(name)]))?;
    Ok(stream)
}

fn hello() -> [u8; 1 + HANDSHAKE] {
    let mut hello = [0; 1 + HANDSHAKE];
    hello[0] = 3;
    hello
}

/// A command in one chunk, in which up to 128 bytes have room.
fn command(stream: u32, values: &[Vec<u8>]) -> Vec<u8> {
    let body = values.concat();
    let mut message = vec![3, 0, 0, 0];
    message.put_uint(body.len() as u64, 3);
    message.put_u8(COMMAND);
    message.put_u32_le(stream);
    message.extend(body);
    message
}

const NULL: [u8; 1] = [5];

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
