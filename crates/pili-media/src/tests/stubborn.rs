//! Clients over RTMP that keep to the protocol, and would take all that there is.

use tokio::net::TcpSocket;

use super::*;

const MOMENT: Duration = Duration::from_millis(200);
const PING: [u8; 18] = [2, 0, 0, 0, 0, 0, 6, 4, 0, 0, 0, 0, 0, 6, 0, 0, 0, 1];

/// A client that has shaken hands, with a small window so that what it leaves unread soon piles up.
async fn client(local: &Local) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(4_096).expect("a small window");
    let mut stream = socket.connect(local.address).await.expect("a connection");
    stream.write_all(&[3; 1 + 2 * 1536]).await.expect("sent");
    let mut answer = [0; 1 + 2 * 1536];
    stream.read_exact(&mut answer).await.expect("a handshake");
    stream
}

/// A message in one chunk.
fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    let size = (body.len() as u32).to_be_bytes();
    let set_chunk_size = [2, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0, 0, 1, 0, 0];
    [&set_chunk_size[..], &[3, 0, 0, 0], &size[1..], &[kind, 0, 0, 0, 0], body].concat()
}

/// Repeats what the client says until it is closed.
async fn until_closed(stream: &mut TcpStream, said: &[u8], pause: Duration) {
    let talking = async {
        while stream.write_all(said).await.is_ok() {
            tokio::time::sleep(pause).await
        }
    };
    timeout(SOON, talking).await.expect("the server closes");
}

/// Whether the service still answers a client that said this.
async fn is_served_after(local: &Local, said: &[u8]) -> bool {
    let mut stream = client(local).await;
    stream.write_all(&[said, &PING].concat()).await.expect("sent");
    timeout(SOON, stream.read(&mut [0])).await.expect("an answer or an end").is_ok_and(|read| read > 0)
}

#[tokio::test]
async fn a_client_that_only_pings_is_closed_when_no_command_came_for_too_long() {
    let local = Local::with(Limits { idle: MOMENT, ..Limits::default() }).await;
    let mut stream = client(&local).await;
    until_closed(&mut stream, &PING, MOMENT / 10).await;
}

#[tokio::test]
async fn a_client_that_asks_and_never_reads_is_closed() {
    let local = Local::with(Limits { write: MOMENT, idle: SOON * 10, ..Limits::default() }).await;
    let mut stream = client(&local).await;
    let connect = [2, 0, 7, b'c', b'o', b'n', b'n', b'e', b'c', b't', 0, 0, 0, 0, 0, 0, 0, 0, 0];
    until_closed(&mut stream, &message(20, &connect).repeat(1_000), Duration::ZERO).await;
}

#[tokio::test]
async fn a_large_message_is_for_publishers_and_never_a_command() {
    let local = Local::with(Limits { command: 1_000, ..Limits::default() }).await;
    for kind in [8, 9, 18, 20] {
        assert!(!is_served_after(&local, &message(kind, &[0; 1_001])).await, "{kind}");
    }
    assert!(is_served_after(&local, &message(9, &[0; 1_000])).await);
    let mut publisher = local.publisher().await;
    let picture = Tag::new(TagKind::Video, 0, vec![0x17; 2_000].into());
    publisher.send_all(&[picture], Pace::Fast).await.expect("sent");
    until(|| local.media.live(&id()).is_some_and(|live| live.received >= 2_000)).await;
}

#[tokio::test]
async fn a_command_of_too_many_values_is_not_read() {
    let local = Local::with(Limits { command_values: 100, ..Limits::default() }).await;
    let name = [2, 0, 1, b'x', 0, 0, 0, 0, 0, 0, 0, 0, 0];
    assert!(is_served_after(&local, &message(20, &[&name[..], &[5; 98]].concat())).await);
    assert!(!is_served_after(&local, &message(20, &[&name[..], &[5; 99]].concat())).await);
}

#[tokio::test]
async fn a_client_that_waits_gives_way_to_a_new_one_and_a_publisher_does_not() {
    let local = Local::with(Limits { connections: 2, ..Limits::default() }).await;
    let publisher = local.publisher().await;
    let mut idle = client(&local).await;
    let _new = client(&local).await;
    assert_eq!(timeout(SOON, idle.read(&mut [0])).await.expect("closed").unwrap_or(0), 0);
    publisher.finish().await.expect("a publish that went on");
}
