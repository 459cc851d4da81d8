//! What a viewer says before it only reads: as bytes, since a thousand clients would cost more than the server.

use std::{
    io::{self, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
};

use pili_conformance::rtmp::{self, PACKET};

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
            Self::Rtmp { at, app, name } => over_rtmp(*at, app, name),
            Self::Flv { at, path } => over_flv(*at, path),
        }
    }
}

fn over_flv(at: SocketAddr, path: &str) -> io::Result<TcpStream> {
    let mut stream = TcpStream::connect(at)?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {at}\r\n\r\n")?;
    Ok(stream)
}

fn over_rtmp(at: SocketAddr, app: &str, name: &str) -> io::Result<TcpStream> {
    let mut stream = TcpStream::connect(at)?;
    let handshake = rtmp::handshake();
    let (first, last) = handshake.split_at(1 + PACKET);
    stream.write_all(first)?;
    stream.read_exact(&mut [0; 1 + 2 * PACKET])?;
    stream.write_all(last)?;
    stream.write_all(&rtmp::connect(app))?;
    stream.write_all(&rtmp::play(name))?;
    Ok(stream)
}
