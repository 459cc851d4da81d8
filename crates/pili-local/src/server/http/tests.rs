use axum::{
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::StatusCode,
    routing::{get, post},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    sync::oneshot,
    time::Instant,
};

use super::*;

const SOON: Duration = Duration::from_secs(5);
const ASK: &[u8] = b"GET / HTTP/1.1\r\nHost: h\r\n\r\n";
const ASK_FOR_EVER: &[u8] = b"GET /forever HTTP/1.1\r\nHost: h\r\n\r\n";

/// A service that ends when its sender is dropped.
struct Running {
    address: SocketAddr,
    /// Requests that have come to a route at which they wait.
    waiting: Arc<Semaphore>,
    stop: oneshot::Sender<()>,
    tasks: JoinSet<()>,
}

impl Running {
    /// Waits until one more request waits.
    async fn one_waits(&self) {
        timeout(SOON, self.waiting.acquire()).await.expect("a request").expect("open").forget();
    }
}

/// Routes that tell a client its address, read a body, leave it unread, and never come to an end.
fn routes(waiting: Arc<Semaphore>) -> Router {
    let arrived = waiting.clone();
    let read = move |body: Body| async move {
        arrived.add_permits(1);
        to_bytes(body, usize::MAX).await.map_err(|_| StatusCode::BAD_REQUEST)
    };
    let for_ever = move || async move {
        waiting.add_permits(1);
        std::future::pending::<String>().await
    };
    Router::new()
        .route("/", get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { format!("<{peer}>") }))
        .route("/read", post(read))
        .route("/unread", post(|| async { StatusCode::UNAUTHORIZED }))
        .route("/forever", get(for_ever))
}

async fn start(limits: Limits) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel::<()>();
    let waiting = Arc::new(Semaphore::new(0));
    let routes = routes(waiting.clone());
    let mut tasks = JoinSet::new();
    tasks.spawn(async move { serve(listener, routes, &limits, async { drop(stopped.await) }).await });
    Running { address, waiting, stop, tasks }
}

fn places(connections: usize) -> Limits {
    Limits { connections, ..Limits::default() }
}

/// A connection on which this is said.
async fn say(running: &Running, said: &[u8]) -> TcpStream {
    let mut client = TcpStream::connect(running.address).await.expect("a connection");
    client.write_all(said).await.expect("sent");
    client
}

/// A request that announces so many bytes, and sends these.
async fn post_to(running: &Running, path: &str, announced: usize, sent: &[u8]) -> TcpStream {
    let head = format!("POST {path} HTTP/1.1\r\nHost: h\r\nContent-Length: {announced}\r\n\r\n");
    say(running, &[head.as_bytes(), sent].concat()).await
}

/// All that is answered until the connection ends.
async fn answer(client: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    timeout(SOON, client.read_to_end(&mut answer)).await.expect("an end").expect("no reset");
    String::from_utf8(answer).expect("text")
}

/// The first bytes of an answer.
async fn status(client: &mut TcpStream) -> String {
    let mut status = [0; 12];
    timeout(SOON, client.read_exact(&mut status)).await.expect("an answer").expect("no end");
    String::from_utf8(status.to_vec()).expect("text")
}

/// Whether a request over this connection is answered, with the client's address.
async fn is_served(client: &mut TcpStream) -> bool {
    let mine = format!("<{}>", client.local_addr().expect("an address"));
    let mut answer = Vec::new();
    let _ = client.write_all(ASK).await;
    while !answer.ends_with(mine.as_bytes()) {
        let read = timeout(SOON, client.read_buf(&mut answer)).await.expect("an answer or an end");
        if !read.is_ok_and(|count| count > 0) {
            return false;
        }
    }
    true
}

#[tokio::test]
async fn where_all_places_are_in_use_a_new_client_is_told_to_come_again_and_can() {
    let running = start(places(2)).await;
    let one = say(&running, ASK_FOR_EVER).await;
    let _two = say(&running, ASK_FOR_EVER).await;
    running.one_waits().await;
    running.one_waits().await;
    let told = answer(&mut say(&running, ASK).await).await;
    assert!(told.starts_with("HTTP/1.1 503 ") && told.contains("\r\nretry-after: 1\r\n"), "{told}");
    assert!(told.contains("all connections are taken"), "{told}");
    drop(one);
    let freed = async { while !is_served(&mut say(&running, b"").await).await {} };
    timeout(SOON, freed).await.expect("a place is free");
}

#[tokio::test]
async fn who_asks_nothing_gives_way_to_who_does() {
    let running = start(places(2)).await;
    let (mut first, mut second) = (say(&running, b"").await, say(&running, b"").await);
    assert!(is_served(&mut second).await);
    let mut third = say(&running, b"").await;
    assert!(is_served(&mut third).await && is_served(&mut second).await);
    assert_eq!(answer(&mut first).await, "");
}

#[tokio::test]
async fn requests_that_only_announce_their_bodies_lock_nobody_out() {
    let running = start(places(3)).await;
    let mut announcing = Vec::new();
    for _ in 0..3 {
        announcing.push(post_to(&running, "/read", 9, b"").await);
        running.one_waits().await;
    }
    assert!(is_served(&mut say(&running, b"").await).await);
    let told = answer(&mut announcing[0]).await;
    assert!(told.starts_with("HTTP/1.1 503 ") && told.contains("\r\nretry-after: 1\r\n"), "{told}");
    announcing[1].write_all(b"123456789").await.expect("sent");
    assert_eq!(status(&mut announcing[1]).await, "HTTP/1.1 200");
}

#[tokio::test]
async fn unfinished_bodies_share_what_room_there_is() {
    let running = start(Limits { bodies: 1_000, ..Limits::default() }).await;
    let mut slow = post_to(&running, "/read", 900, &[0; 800]).await;
    running.one_waits().await;
    let mut quick = post_to(&running, "/read", 900, &[0; 900]).await;
    assert_eq!(status(&mut quick).await, "HTTP/1.1 200");
    assert!(answer(&mut slow).await.starts_with("HTTP/1.1 503 "));
    let mut large = post_to(&running, "/read", 1_001, &[0; 1_001]).await;
    assert!(answer(&mut large).await.starts_with("HTTP/1.1 503 "));
}

#[tokio::test]
async fn a_body_that_does_not_come_is_told_so_at_the_limit() {
    let running = start(Limits { request: Duration::from_secs(2), ..Limits::default() }).await;
    let told = answer(&mut post_to(&running, "/read", 9, b"1").await).await;
    assert!(told.starts_with("HTTP/1.1 408 ") && told.contains("within 2 s"), "{told}");
}

#[tokio::test(start_paused = true)]
async fn the_deadline_counts_from_the_first_byte_since_the_last_answer() {
    let address = SocketAddr::from(([127, 0, 0, 1], 80));
    let place = Places::new(Limits::default().bounds()).take(address.ip()).expect("a place");
    let visit = Arc::new(Visit::new(place, address, address, Duration::from_secs(10)));
    let (start, second) = (Instant::now(), Duration::from_secs(1));
    visit.line.hear();
    tokio::time::advance(second).await;
    visit.line.hear();
    assert_eq!(visit.begin().due, start + 10 * second);
    visit.line.hear();
    tokio::time::advance(second).await;
    visit.line.answer();
    tokio::time::advance(second).await;
    visit.line.hear();
    tokio::time::advance(second).await;
    assert_eq!(visit.begin().due, start + 13 * second);
}

#[tokio::test]
async fn an_answer_to_a_body_that_was_not_read_arrives() {
    let running = start(Limits::default()).await;
    for sent in [1, 4 << 20] {
        let mut client = post_to(&running, "/unread", 8 << 20, &vec![0; sent]).await;
        assert!(answer(&mut client).await.starts_with("HTTP/1.1 401 "), "{sent}");
    }
    let mut client = post_to(&running, "/unread", 2, b"12").await;
    assert_eq!(status(&mut client).await, "HTTP/1.1 401");
}

#[tokio::test]
async fn a_head_that_is_too_large_is_told_so() {
    let running = start(Limits { head: 0, ..Limits::default() }).await;
    let mut client = say(&running, &[&ASK[..ASK.len() - 2], b"X: ", &[b'x'; 20_000]].concat()).await;
    assert!(answer(&mut client).await.starts_with("HTTP/1.1 431 "));
}

#[tokio::test(start_paused = true)]
async fn half_a_request_head_ends_the_connection_at_the_limit() {
    let running = start(Limits::default()).await;
    let mut client = say(&running, &ASK[..10]).await;
    let mut answer = Vec::new();
    let end = timeout(Limits::default().request * 2, client.read_to_end(&mut answer)).await;
    let _ = end.expect("the service ends it before the client does");
    assert!(!answer.starts_with(b"HTTP/1.1 200"));
}

#[tokio::test]
async fn a_service_that_stops_waits_for_answers_and_for_nobody_else() {
    let mut running = start(Limits::default()).await;
    let mut idle = say(&running, b"").await;
    assert!(is_served(&mut idle).await);
    let mut busy = post_to(&running, "/read", 2, b"1").await;
    running.one_waits().await;
    drop(running.stop);
    assert_eq!(answer(&mut idle).await, "");
    busy.write_all(b"2").await.expect("sent");
    assert!(answer(&mut busy).await.starts_with("HTTP/1.1 200 "));
    timeout(SOON, running.tasks.join_next()).await.expect("the end").expect("a task").expect("no panic");
}
