//! Datagrams of one peer, and the packets in them.

use std::{borrow::Cow, net::SocketAddr, sync::Arc};

use bytes::{Bytes, BytesMut};
use srt_protocol::packet::{ControlTypes, Packet};
use tokio::{net::UdpSocket, sync::mpsc::Receiver};

use super::extensions;

/// More than a datagram of SRT has.
pub(super) const LARGEST: usize = 2_048;
/// Of the first two bytes: control packets, and which they are.
const HANDSHAKE: u16 = 0x8000;
const CONGESTION: u16 = 0x8004;
const PEER_ERROR: u16 = 0x8008;
const USER: u16 = 0xFFFF;

/// Packets from and to one peer.
#[derive(Debug)]
pub(super) struct Wire {
    socket: Arc<UdpSocket>,
    peer: SocketAddr,
    datagrams: Receiver<Bytes>,
}

impl Wire {
    pub(super) fn new(socket: Arc<UdpSocket>, peer: SocketAddr, datagrams: Receiver<Bytes>) -> Self {
        Self { socket, peer, datagrams }
    }

    pub(super) fn peer(&self) -> SocketAddr {
        self.peer
    }

    /// The next packet that can be read; `None` when no more can come. Nothing is lost if the future is dropped.
    pub(super) async fn receive(&mut self) -> Option<Packet> {
        loop {
            let datagram = self.datagrams.recv().await?;
            if let Some(packet) = read(&datagram, self.peer.is_ipv6()) {
                return Some(packet);
            }
        }
    }

    /// Sends a packet, which may be lost: the protocol reckons with that.
    pub(super) async fn send(&self, packet: &Packet) {
        let mut bytes = BytesMut::with_capacity(LARGEST);
        packet.serialize(&mut bytes);
        if let Err(error) = self.socket.send_to(&bytes, self.peer).await {
            tracing::debug!(%error, peer = %self.peer, "a packet of SRT was not sent");
        }
    }
}

pub(super) fn is_handshake(datagram: &[u8]) -> bool {
    kind(datagram) == Some(HANDSHAKE)
}

/// `None` for what cannot be read, and for what the library panics at: its parser and its connection have no answer to
/// these, and nobody needs one.
pub(super) fn read(datagram: &[u8], is_ipv6: bool) -> Option<Packet> {
    let datagram = match kind(datagram)? {
        HANDSHAKE => Cow::Owned(extensions::only_known(datagram)?),
        CONGESTION | PEER_ERROR | USER => return None,
        _ => Cow::Borrowed(datagram),
    };
    let packet = Packet::parse(&mut &*datagram, is_ipv6).ok()?;
    let is_reversed = match &packet {
        Packet::Control(control) => match &control.control_type {
            ControlTypes::DropRequest { range, .. } => range.start() > range.end(),
            _ => false,
        },
        Packet::Data(_) => false,
    };
    (!is_reversed).then_some(packet)
}

fn kind(datagram: &[u8]) -> Option<u16> {
    datagram.first_chunk().map(|bytes| u16::from_be_bytes(*bytes))
}
