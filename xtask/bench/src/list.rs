//! Lists whose pages take a while to come: what passes is mostly waiting.

use std::{hint::black_box, time::Duration};

use pili::{Operation as _, live, live::Hub};
use tokio::time::sleep;

use crate::{
    BY_HAND, Contestant, OURS, Row,
    call::{client, runtime},
    server::{Address, PAGE, STREAMS},
};

/// What a reader does with a page: less than a page takes to come.
const READING: Duration = Duration::from_millis(4);

pub(crate) fn rows(address: &Address) -> Vec<Row> {
    let url = &address.url();
    let row = |name, contestants: [Contestant; 2]| Row::new(name, 1, contestants).of_wall_time();
    vec![
        row("list 1 000 000 streams / the page calls alone", [keys(url), page_calls(url)]),
        row("the same, with 4 ms of work on each page", [pages_with_work(url), page_calls(url)]),
        row("live status of 10 000 streams / 100 batch calls in a row", [statuses(url), batch_calls(url)]),
    ]
}

fn waiting<F: Future<Output = ()>>(
    name: &'static str,
    url: &str,
    work: impl Fn(live::Client) -> F + 'static,
) -> Contestant {
    let (runtime, client) = (runtime(), client(url));
    Contestant::new(name, move || runtime.block_on(work(client.clone())))
}

fn keys(url: &str) -> Contestant {
    waiting(OURS, url, |client| async move {
        let mut keys = client.items(Hub::new("shows").streams().limit(5000));
        while let Some(key) = keys.next().await {
            drop(black_box(key.unwrap()));
        }
    })
}

fn pages_with_work(url: &str) -> Contestant {
    waiting(OURS, url, |client| async move {
        let mut pages = client.pages(Hub::new("shows").streams().limit(5000));
        while let Some(page) = pages.next().await {
            assert_eq!(page.unwrap().len(), PAGE);
            sleep(READING).await;
        }
    })
}

fn page_calls(url: &str) -> Contestant {
    waiting(BY_HAND, url, |client| async move {
        let first = Hub::new("shows").streams().limit(5000);
        let mut next = Some(first.clone());
        while let Some(call) = next {
            let page = client.send(call).await.unwrap();
            next = Some(page.marker)
                .filter(|marker| !marker.is_empty())
                .map(|marker| first.clone().marker(marker));
        }
    })
}

/// The most memory that is held at a key: among the first tenth of all keys, and among all.
pub fn most_held(address: &Address, held: impl Fn() -> usize) -> [usize; 2] {
    let (runtime, client) = (runtime(), client(&address.url()));
    let before = held();
    let mut most = [0; 2];
    runtime.block_on(async {
        let mut keys = client.items(Hub::new("shows").streams().limit(5000));
        let mut read = 0;
        while let Some(key) = keys.next().await {
            drop(black_box(key.unwrap()));
            read += 1;
            let now = held().saturating_sub(before);
            most[1] = now.max(most[1]);
            if read <= STREAMS / 10 {
                most[0] = most[1];
            }
        }
        assert_eq!(read, STREAMS);
    });
    most
}

fn some_keys() -> Vec<String> {
    (0..10_000).map(|n| format!("stream-{n:05}")).collect()
}

fn statuses(url: &str) -> Contestant {
    let keys = some_keys();
    waiting(OURS, url, move |client| {
        let list = Hub::new("shows").live_statuses(keys.iter().map(String::as_str));
        async move {
            let mut statuses = client.items(list);
            while let Some(status) = statuses.next().await {
                drop(black_box(status.unwrap()));
            }
        }
    })
}

fn batch_calls(url: &str) -> Contestant {
    let keys = some_keys();
    waiting(BY_HAND, url, move |client| {
        let calls: Vec<_> = keys
            .chunks(100)
            .map(|keys| Hub::new("shows").batch_live(keys.iter().map(String::as_str)).detailed())
            .collect();
        async move {
            for call in calls {
                drop(black_box(client.send(call).await.unwrap()));
            }
        }
    })
}
