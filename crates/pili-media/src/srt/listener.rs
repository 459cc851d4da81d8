//! The listener: one socket, one task per peer, and no more than allowed.

use std::{collections::HashMap, io, net::SocketAddr, sync::Arc, time::Duration};

use bytes::Bytes;
use socket2::SockRef;
use tokio::{
    net::UdpSocket,
    sync::mpsc::{self, Sender, error::TrySendError},
    task::JoinSet,
};

use super::{
    session,
    wire::{self, LARGEST, Wire},
};
use crate::{
    Limits, Media,
    places::{Bounds, Place, Places},
};

/// Datagrams that wait for a peer's task; beyond that they are lost, and asked for again.
const QUEUE: usize = 512;
/// Bytes that the system is asked to hold for all peers together, who may send at once.
const UNREAD: usize = 4 << 20;

/// Serves SRT on a socket until the future is dropped; connections end with it: [the module](crate::srt) has a server and
/// a publisher.
///
/// # Panics
/// Outside of a tokio runtime with time and I/O.
pub async fn serve(socket: UdpSocket, media: Media) {
    // Less is no error: the system has a limit of its own.
    let _ = SockRef::from(&socket).set_recv_buffer_size(UNREAD);
    let Ok(local) = socket.local_addr() else { return };
    let places = Places::new(bounds(media.limits()));
    let mut listener = Listener {
        socket: Arc::new(socket),
        local,
        media,
        places,
        peers: HashMap::new(),
        tasks: JoinSet::new(),
    };
    let mut buffer = vec![0; LARGEST];
    loop {
        tokio::select! {
            _ = listener.tasks.join_next(), if !listener.tasks.is_empty() => listener.forget_gone(),
            received = listener.socket.recv_from(&mut buffer) => match received {
                Ok((size, peer)) => listener.deliver(&buffer[..size], peer),
                Err(error) => after(&error).await,
            },
        }
    }
}

struct Listener {
    socket: Arc<UdpSocket>,
    local: SocketAddr,
    media: Media,
    places: Places,
    peers: HashMap<SocketAddr, Sender<Bytes>>,
    /// What one of them panics at ends it alone.
    tasks: JoinSet<()>,
}

impl Listener {
    /// Gives a datagram to the task of its peer; a handshake begins one.
    fn deliver(&mut self, datagram: &[u8], peer: SocketAddr) {
        let datagram = Bytes::copy_from_slice(datagram);
        let sent = self.peers.get(&peer).map(|queue| queue.try_send(datagram.clone()));
        let is_new = matches!(sent, None | Some(Err(TrySendError::Closed(_))));
        if is_new && wire::is_handshake(&datagram) {
            self.begin(datagram, peer);
        }
    }

    fn begin(&mut self, first: Bytes, peer: SocketAddr) {
        let Some(place) = self.places.take(peer.ip()) else { return };
        let (queue, datagrams) = mpsc::channel(QUEUE);
        // There is room for one.
        let _ = queue.try_send(first);
        self.peers.insert(peer, queue);
        let wire = Wire::new(self.socket.clone(), peer, datagrams);
        let (media, local) = (self.media.clone(), towards(peer, self.local));
        self.tasks.spawn(async move { converse(wire, media, local, &place).await });
    }

    fn forget_gone(&mut self) {
        while self.tasks.try_join_next().is_some() {}
        self.peers.retain(|_, queue| !queue.is_closed());
    }
}

/// The address of ours that a peer sees: of a socket on all addresses, the one that is on the way to it.
fn towards(peer: SocketAddr, mut local: SocketAddr) -> SocketAddr {
    if local.ip().is_unspecified() {
        let probe = std::net::UdpSocket::bind((local.ip(), 0));
        let seen = probe.and_then(|probe| probe.connect(peer).and_then(|()| probe.local_addr()));
        local.set_ip(seen.map_or(local.ip(), |seen| seen.ip()));
    }
    local
}

async fn converse(wire: Wire, media: Media, local: SocketAddr, place: &Place) {
    let peer = wire.peer();
    tokio::select! {
        ended = session::run(wire, media, local, place) => if let Err(error) = ended {
            tracing::debug!(%error, %peer, "an SRT connection failed");
        },
        () = place.given_up() => tracing::debug!(%peer, "an SRT connection gave way to a newer one"),
    }
}

/// As over RTMP; of requests, SRT holds no bytes that could be given up.
fn bounds(limits: &Limits) -> Bounds {
    let Limits { connections, connections_per_address, .. } = *limits;
    Bounds { connections, connections_per_address, bytes: 0 }
}

/// That a peer is gone, some systems say of the socket itself.
async fn after(error: &io::Error) {
    if !matches!(error.kind(), io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionRefused) {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
