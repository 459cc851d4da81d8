//! Pushed lines, on paused time, from a transport that plays connections.

use std::{
    collections::VecDeque,
    convert::Infallible,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use pili_core::{
    Endpoint, Error, ErrorKind, Idempotency, Items, KeepOpen, OpenBody, Operation, Pushed, Request, Response,
    Result, Transport,
};

use tokio::sync::oneshot;

use crate::stage::Client;

use crate::stage::Test;

/// Words, one a line; `ping` says nothing.
#[derive(Clone, Debug)]
pub(crate) struct Words;

impl Operation for Words {
    type Output = Items<Bytes>;
    type Api = Test;
    const NAME: &'static str = "test.words";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        endpoint.url().path(["words"]).get().map(KeepOpen::mark)
    }

    fn decode(&self, response: &Response) -> Result<Items<Bytes>> {
        OpenBody::take(response)
    }
}

impl Pushed for Words {
    type Event = String;

    fn longest_silence(&self) -> Duration {
        Duration::from_secs(10)
    }

    fn line(&self, line: &[u8]) -> Result<Option<String>> {
        let word = std::str::from_utf8(line).map_err(|_| Error::decode("a line is no text"))?.trim();
        Ok((word != "ping").then(|| word.to_owned()))
    }
}

/// What a connection does.
#[derive(Clone, Copy)]
enum Plays {
    Refuses(u16),
    /// These chunks, five seconds apart, then ..
    Pushes(&'static [&'static str], Then),
}

#[derive(Clone, Copy)]
enum Then {
    Ends,
    Cuts,
    FallsSilent,
}

/// How many connections are open, and the most that ever were.
#[derive(Clone, Default)]
struct Open(Arc<(AtomicUsize, AtomicUsize)>);

impl Open {
    fn another(&self) -> Guard {
        let now = self.0.0.fetch_add(1, Ordering::SeqCst) + 1;
        self.0.1.fetch_max(now, Ordering::SeqCst);
        Guard(self.clone())
    }

    fn now(&self) -> usize {
        self.0.0.load(Ordering::SeqCst)
    }

    fn most(&self) -> usize {
        self.0.1.load(Ordering::SeqCst)
    }
}

struct Guard(Open);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.0.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Plays {
    fn answer(self, open: &Open) -> Response {
        match self {
            Self::Refuses(status) => {
                let mut response = Response::default();
                *response.status_mut() = status.try_into().unwrap();
                response
            }
            Self::Pushes(chunks, then) => {
                let mut response = Response::default();
                response.extensions_mut().insert(body(chunks, then, open.another()));
                response
            }
        }
    }
}

fn body(chunks: &'static [&'static str], then: Then, guard: Guard) -> OpenBody {
    let chunks = stream::iter(chunks).then(|chunk| async move {
        tokio::time::sleep(Duration::from_secs(5)).await;
        Ok(Bytes::from_static(chunk.as_bytes()))
    });
    let end = stream::once(async move {
        match then {
            Then::FallsSilent => std::future::pending().await,
            Then::Ends | Then::Cuts => Err(Error::transport("cut")),
        }
    });
    let ends = matches!(then, Then::Ends);
    let all = chunks.chain(end).take_while(move |chunk| std::future::ready(!ends || chunk.is_ok()));
    OpenBody::new(all.map(move |chunk| {
        let _held = &guard;
        chunk
    }))
}

/// A client whose n-th connection plays the n-th of the script.
fn client(script: &'static [Plays], open: &Open) -> Client<impl Transport + use<>> {
    let (open, rest) = (open.clone(), Arc::new(Mutex::new(script.iter())));
    let service = tower::service_fn(move |request: Request| {
        assert!(KeepOpen::is_asked(&request));
        let plays = rest.lock().unwrap().next().copied().unwrap_or(Plays::Refuses(612));
        std::future::ready(Ok::<_, Infallible>(plays.answer(&open)))
    });
    Client::new(Endpoint::parse("http://push.test").unwrap(), service)
}

async fn all(mut lines: Items<String>) -> (Vec<String>, Option<Error>) {
    let mut words = Vec::new();
    while let Some(word) = lines.next().await {
        match word {
            Ok(word) => words.push(word),
            Err(error) => return (words, Some(error)),
        }
    }
    (words, None)
}

#[tokio::test(start_paused = true)]
async fn every_change_is_seen_once_and_in_order_whatever_happens_to_the_connection() {
    let open = Open::default();
    let script = &[
        Plays::Pushes(&["off\n", "ping\n", "on\n"], Then::Cuts),
        Plays::Pushes(&["on\n", "ping\nping\n"], Then::FallsSilent),
        Plays::Refuses(503),
        Plays::Pushes(&["\n\nof", "f\r\npi", "ng\n"], Then::Ends),
        Plays::Pushes(&["off\non\n", "last"], Then::Ends),
    ];
    let (words, error) = all(client(script, &open).lines(Words)).await;
    assert_eq!(words, ["off", "on", "off", "on", "last"]);
    assert_eq!(error.unwrap().status().unwrap().as_u16(), 612);
    assert_eq!((open.most(), open.now()), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn signs_of_life_keep_a_connection() {
    let open = Open::default();
    let script =
        &[Plays::Pushes(&["on\n", "ping\n", "ping\n", "ping\n", "ping\n", "off\n"], Then::FallsSilent)];
    let mut lines = client(script, &open).lines(Words);
    assert_eq!(lines.next().await.unwrap().unwrap(), "on");
    assert_eq!(lines.next().await.unwrap().unwrap(), "off");
    assert_eq!(open.now(), 1);
    drop(lines);
    assert_eq!(open.now(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_first_connection_that_fails_is_an_error_at_once() {
    let open = Open::default();
    let mut lines = client(&[Plays::Refuses(503)], &open).lines(Words);
    let error = lines.next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Api, 503));
    assert!(lines.next().await.is_none());
    assert!(lines.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_line_that_cannot_be_read_ends_the_push() {
    let open = Open::default();
    let long: &'static str = "x".repeat(65 << 10).leak();
    for chunks in [vec![long], vec!["on\n", long]] {
        let script = vec![Plays::Pushes(chunks.leak(), Then::FallsSilent)].leak();
        let (_, error) = all(client(script, &open).lines(Words)).await;
        assert_eq!(error.unwrap().kind(), ErrorKind::Decode);
        assert_eq!(open.now(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_line_of_sixty_four_kibibytes_is_read_in_whatever_parts_it_comes() {
    let open = Open::default();
    let longest: &'static str = "x".repeat(64 << 10).leak();
    let script = vec![Plays::Pushes(vec![longest, "\n"].leak(), Then::FallsSilent)].leak();
    let mut lines = client(script, &open).lines(Words);
    assert_eq!(lines.next().await.unwrap().unwrap(), longest);
}

#[tokio::test(start_paused = true)]
async fn refusals_are_asked_again_ever_more_slowly_too() {
    let open = Open::default();
    let mut script = vec![Plays::Pushes(&["on\n"], Then::Cuts)];
    script.extend([Plays::Refuses(503); 6]);
    script.push(Plays::Pushes(&["off\n"], Then::FallsSilent));
    let mut lines = client(script.leak(), &open).lines(Words);
    assert_eq!(lines.next().await.unwrap().unwrap(), "on");
    let start = tokio::time::Instant::now();
    assert_eq!(lines.next().await.unwrap().unwrap(), "off");
    assert!(start.elapsed() > Duration::from_millis(500 + 1_000 + 2_000 + 4_000 + 8_000 + 16_000 + 30_000));
}

#[tokio::test(start_paused = true)]
async fn connections_that_end_at_once_are_made_ever_more_slowly() {
    let open = Open::default();
    let script: &'static [Plays] = vec![Plays::Pushes(&["on\n"], Then::Ends); 12].leak();
    let start = tokio::time::Instant::now();
    let (words, _) = all(client(script, &open).lines(Words)).await;
    assert_eq!(words, ["on"]);
    // Twelve connections of five seconds, and waits of up to half a minute between them.
    assert!(start.elapsed() > Duration::from_secs(60 + 100), "{:?}", start.elapsed());
}

/// A service with five places, which gives the oldest one to whoever comes.
#[derive(Clone, Default)]
struct Places(Arc<Mutex<VecDeque<oneshot::Sender<()>>>>, Arc<AtomicUsize>);

impl Places {
    const MOST: usize = 5;

    fn answer(&self) -> Response {
        self.1.fetch_add(1, Ordering::SeqCst);
        let (place, given_away) = oneshot::channel();
        let mut places = self.0.lock().unwrap();
        places.push_back(place);
        let surplus = places.len().saturating_sub(Self::MOST);
        places.drain(..surplus);
        let first = stream::once(std::future::ready(Ok(Bytes::from_static(b"on\n"))));
        let pings = stream::repeat(()).then(|()| async {
            tokio::time::sleep(Duration::from_secs(5)).await;
            Ok(Bytes::from_static(b"ping\n"))
        });
        let mut response = Response::default();
        response.extensions_mut().insert(OpenBody::new(first.chain(pings.take_until(given_away))));
        response
    }

    /// How often somebody came within some time.
    async fn asked_within(&self, time: Duration) -> usize {
        let before = self.1.load(Ordering::SeqCst);
        tokio::time::sleep(time).await;
        self.1.load(Ordering::SeqCst) - before
    }
}

#[tokio::test(start_paused = true)]
async fn six_watchers_of_five_places_come_to_rest() {
    let places = Places::default();
    let asked = places.clone();
    let service =
        tower::service_fn(move |_: Request| std::future::ready(Ok::<_, Infallible>(asked.answer())));
    let client = Client::new(Endpoint::parse("http://push.test").unwrap(), service);
    let mut watchers = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let mut lines = client.lines(Words);
        watchers.spawn(async move { while lines.next().await.is_some_and(|word| word.is_ok()) {} });
    }
    let (minute, hour) = (Duration::from_secs(60), Duration::from_secs(3600));
    assert!(places.asked_within(minute).await > 6);
    tokio::time::sleep(9 * minute).await;
    // One is always without a place, and asks for it every half minute.
    let asked = places.asked_within(hour).await;
    assert!((100..=121).contains(&asked), "{asked}");
    assert_eq!(watchers.len(), 6);
    assert!(watchers.try_join_next().is_none(), "a watcher gave up");
}

#[tokio::test(start_paused = true)]
async fn a_push_that_lasted_is_opened_again_soon_however_it_ended() {
    for then in [Then::Ends, Then::Cuts] {
        let open = Open::default();
        let chunks = vec!["ping\n"; 61].leak();
        let mut script = vec![Plays::Pushes(&["on\n"], Then::Ends); 8];
        script.extend([Plays::Pushes(chunks, then), Plays::Pushes(&["off\n"], Then::FallsSilent)]);
        let mut lines = client(script.leak(), &open).lines(Words);
        assert_eq!(lines.next().await.unwrap().unwrap(), "on");
        let start = tokio::time::Instant::now();
        assert_eq!(lines.next().await.unwrap().unwrap(), "off");
        let (waits, lasted) = (500 + 1_000 + 2_000 + 4_000 + 8_000 + 16_000 + 30_000, 7 * 5 + 61 * 5 + 5);
        let waited = start.elapsed().as_millis() - lasted * 1_000;
        // Seven waits with up to half as much again, the eighth at its longest, and the shortest one.
        assert!((waits + 30_500..waits * 3 / 2 + 31_000).contains(&waited), "{waited}");
    }
}

#[tokio::test]
async fn a_transport_that_reads_bodies_whole_is_told_apart() {
    let service =
        tower::service_fn(|_: Request| std::future::ready(Ok::<_, Infallible>(Response::default())));
    let client = Client::new(Endpoint::parse("http://push.test").unwrap(), service);
    let error = client.lines(Words).next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("the transport cannot keep a body open"), "{error}");
}
