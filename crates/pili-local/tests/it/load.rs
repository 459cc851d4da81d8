//! Many calls at a time over sockets, some of which meet faults or are dropped: what they say is compared with what
//! the service holds.

use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
    sync::Arc,
    time::{Duration, Instant},
};

use pili_core::{Reason, Result, auth::qiniu::QiniuV2};
use pili_live::Client;
use pili_local::{Local, Server};
use tokio::{runtime::Handle, sync::Semaphore, task::JoinSet, time::timeout};

use crate::support::{hub, serve};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_ten_thousand_calls_under_faults_none_is_lost_doubled_or_misreported() {
    const CALLS: usize = 10_000;
    let local = Local::demo();
    let server = serve(&local).await;
    let tasks = tasks();
    let client = patient(&local, &server);
    // One in twenty: done and not told, not done, and held back.
    let create = || local.faults().on("pili.stream.create").unwrap();
    let faults = [
        create().cut().ratio(0.02, 1),
        create().status(502).ratio(0.02, 2),
        create().status(429).ratio(0.01, 3),
        local.faults().on("pili.stream.list").unwrap().cut().ratio(0.05, 4),
    ];
    let faults = faults.map(|fault| fault.inject().unwrap());

    let mut writes = AtOnce::new(256);
    let mut reads = AtOnce::new(256);
    for number in 0..CALLS / 2 {
        let (create, list) = (create_one(&client, number), client.send(hub().streams().limit(1)));
        writes.start(async move { (number, create.await) });
        reads.start(async move { list.await.is_ok() });
    }
    let (writes, reads) = (writes.all().await, reads.all().await);
    let met = faults.map(|fault| fault.met());
    local.faults().clear();

    assert!(met.iter().all(|met| *met > 20), "{met:?}");
    assert_eq!((writes.len(), reads.len()), (CALLS / 2, CALLS / 2));
    let failed = reads.iter().filter(|is_ok| !**is_ok).count();
    assert!(failed < CALLS / 1000, "reads are repeated, and {failed} failed");
    told_right(&client, writes).await;
    drop(client);
    returned_to(tasks).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_thousand_dropped_calls_leave_nothing_doubled_and_nothing_behind() {
    const CALLS: usize = 5_000;
    let local = Local::demo();
    let server = serve(&local).await;
    let tasks = tasks();
    let client = patient(&local, &server);
    let mut random = fastrand::Rng::with_seed(5_000);
    let mut writes = AtOnce::new(256);
    for number in 0..CALLS {
        let create = create_one(&client, number);
        let dropped_after = Duration::from_micros(random.u64(0..30_000));
        writes.start(async move { Some((number, timeout(dropped_after, create).await.ok()?)) });
    }
    let finished: Vec<_> = writes.all().await.into_iter().flatten().collect();
    assert!(finished.len() < CALLS, "none was dropped");
    told_right(&client, finished).await;
    client.send(hub().stream("after").create()).await.unwrap();
    drop(client);
    returned_to(tasks).await;
}

/// A client that reaches no limit, however busy the machine is.
fn patient(local: &Local, server: &Server) -> Client {
    let builder = Client::builder(server.endpoint()).signer(QiniuV2::new(local.credentials().clone()));
    builder.connect_timeout(None).attempt_timeout(None).build().unwrap().with_timeout(None)
}

fn create_one(client: &Client, number: usize) -> impl Future<Output = Result<()>> + use<> {
    client.send(hub().stream(name(number)).create())
}

fn name(number: usize) -> String {
    format!("stream-{number}")
}

/// A stream is there if its write says so, not there if that surely did not happen, and no write was sent again after
/// it was done: the service would have said that there is one.
async fn told_right(client: &Client, writes: Vec<(usize, Result<()>)>) {
    let there = streams(client).await;
    let writes: BTreeMap<_, _> =
        writes.into_iter().map(|(number, outcome)| (name(number), outcome)).collect();
    for (name, outcome) in writes {
        match outcome {
            Ok(()) => assert!(there.contains(&name), "{name} is said to be there"),
            Err(error) => {
                assert_ne!(error.reason(), Reason::AlreadyExists, "{name} was created twice");
                assert!(error.may_have_taken_effect() || !there.contains(&name), "{name} is there: {error}");
            }
        }
    }
}

async fn streams(client: &Client) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut streams = client.items(hub().streams().limit(5_000));
    while let Some(key) = streams.next().await {
        assert!(keys.insert(key.unwrap().to_string()), "each is listed once");
    }
    keys
}

/// Work of which so many parts run at a time.
struct AtOnce<T> {
    room: Arc<Semaphore>,
    running: JoinSet<T>,
}

impl<T: Send + 'static> AtOnce<T> {
    fn new(at_once: usize) -> Self {
        Self { room: Arc::new(Semaphore::new(at_once)), running: JoinSet::new() }
    }

    fn start(&mut self, part: impl Future<Output = T> + Send + 'static) {
        let room = self.room.clone();
        self.running.spawn(async move {
            let _room = room.acquire_owned().await;
            part.await
        });
    }

    async fn all(self) -> Vec<T> {
        self.running.join_all().await
    }
}

/// Every connection is a task, at the client and at the service.
fn tasks() -> usize {
    Handle::current().metrics().num_alive_tasks()
}

async fn returned_to(tasks_before: usize) {
    let begun = Instant::now();
    while tasks() > tasks_before {
        assert!(begun.elapsed() < Duration::from_secs(60), "{} tasks, {tasks_before} before", tasks());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
