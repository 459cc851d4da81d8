//! Sessions of SRT with somebody between who changes datagrams, in both directions.

use std::{
    net::SocketAddr,
    sync::{Arc, LazyLock},
    time::Duration,
};

use pili_media::srt::{self, Publisher};
use tokio::{net::UdpSocket, time::timeout};

use super::media::{SERVICE, transport_stream};
use crate::target::Target;

pub(super) const TARGETS: &[Target] = &[
    Target::parser("srt-session", seeds, converse),
    Target::parser("srt-datagram", datagrams, |bytes| {
        srt::is_packet(bytes);
        true
    }),
];

/// Bytes of a change: which datagram of which side, where, what, and how.
const CHANGE: usize = 5;
/// Sessions are waited for no longer: most changes leave one side waiting for the other.
const SESSION: Duration = Duration::from_millis(150);
const LARGEST: usize = 2_048;

static STREAM: LazyLock<Vec<u8>> = LazyLock::new(|| transport_stream().into_iter().take(64 * 188).collect());

static SERVER: LazyLock<SocketAddr> = LazyLock::new(|| {
    SERVICE.runtime.block_on(async {
        let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a port");
        let address = socket.local_addr().expect("an address");
        tokio::spawn(srt::serve(socket, SERVICE.media.clone()));
        address
    })
});

/// A change of each of the first datagrams of either side.
fn seeds() -> Vec<Vec<u8>> {
    (0..8).flat_map(|number| [[number, 0, 20, 1, 0], [number | 0x80, 0, 20, 1, 0]]).map(Vec::from).collect()
}

fn converse(changes: &[u8]) -> bool {
    let name = SERVICE.new_stream();
    let (server, stream) = (*SERVER, &*STREAM);
    SERVICE.runtime.block_on(async {
        let Ok(between) = UdpSocket::bind("127.0.0.1:0").await else { return };
        let Ok(address) = between.local_addr() else { return };
        let publish = async {
            let id = format!("#!::h=hub/{name},m=publish");
            let mut publisher = Publisher::connect(address, &id).await?;
            publisher.send(stream).await?;
            publisher.finish().await;
            Ok::<_, srt::PublishError>(())
        };
        let _ = timeout(SESSION, async {
            tokio::select! {
                _ = publish => {}
                _ = pass_on(Arc::new(between), server, changes) => {}
            }
        })
        .await;
        SERVICE.media.forget_all();
    });
    true
}

async fn pass_on(between: Arc<UdpSocket>, server: SocketAddr, changes: &[u8]) -> std::io::Result<()> {
    let ours = UdpSocket::bind("127.0.0.1:0").await?;
    ours.connect(server).await?;
    let (mut client, mut up, mut down) = (None, 0, 0x80);
    let (mut from_client, mut from_server) = (vec![0; LARGEST], vec![0; LARGEST]);
    loop {
        tokio::select! {
            received = between.recv_from(&mut from_client) => {
                let (size, address) = received?;
                client = Some(address);
                ours.send(&changed(&from_client[..size], up, changes)).await?;
                up = (up + 1) & 0x7F;
            }
            received = ours.recv(&mut from_server) => {
                let datagram = changed(&from_server[..received?], down, changes);
                if let Some(client) = client {
                    between.send_to(&datagram, client).await?;
                }
                down = 0x80 | down.wrapping_add(1);
            }
        }
    }
}

fn changed(datagram: &[u8], number: u8, changes: &[u8]) -> Vec<u8> {
    let mut datagram = datagram.to_vec();
    for change in changes.chunks_exact(CHANGE) {
        let &[of, high, low, value, how] = change else { continue };
        let at = usize::from(u16::from_be_bytes([high & 7, low])).min(datagram.len());
        match how % 4 {
            _ if of != number => {}
            0 | 1 => datagram.iter_mut().skip(at).take(1).for_each(|byte| *byte = value),
            2 => datagram.truncate(at),
            _ => drop(datagram.splice(at..at, [value; 4])),
        }
    }
    datagram
}

/// A handshake with a stream id, an acknowledgement, a report of loss, a request to drop, and data.
fn datagrams() -> Vec<Vec<u8>> {
    let packet =
        |head: [u8; 4], body: &[u8]| [&head[..], &[0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3], body].concat();
    let terms =
        [&[0, 0, 0, 5, 0, 5, 0, 0, 0, 0, 5, 0xDC, 0, 0, 0x20, 0, 0xFF, 0xFF, 0xFF, 0xFF][..], &[0; 28]]
            .concat();
    let extensions = [
        0, 1, 0, 3, 0, 1, 5, 0, 0, 0, 0, 0xBF, 0, 120, 0, 120, 0, 5, 0, 2, b':', b':', b'!', b'#', 0, 0,
        b'h', b'=',
    ];
    vec![
        packet([0x80, 0, 0, 0], &[&terms[..], &extensions].concat()),
        packet([0x80, 2, 0, 0], &[0; 28]),
        packet([0x80, 3, 0, 0], &[0x80, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 12]),
        packet([0x80, 7, 0, 0], &[0, 0, 0, 1, 0, 0, 0, 9]),
        packet([0, 0, 0, 1], &[0x47; 188]),
        packet([0x80, 1, 0, 0], &[]),
        packet([0x80, 5, 0, 0], &[]),
    ]
}
