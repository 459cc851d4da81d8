use std::{
    collections::VecDeque,
    sync::atomic::{AtomicU32, Ordering::Relaxed},
    time::Duration,
};

use futures_util::StreamExt as _;
use pili_core::{
    Endpoint, ErrorKind, Idempotency, Operation, Paginated, Request, Response, Result, decode_json,
};

use tokio::time::sleep;

use crate::stage::{Step, Test, answer, client};

/// Pages of the form `[["a","b"],"marker"]`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct List {
    marker: String,
}

impl Operation for List {
    type Output = (Vec<String>, String);
    type Api = Test;
    const NAME: &'static str = "test.list";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        endpoint.url().path(["list"]).query("marker", &self.marker).get()
    }

    fn decode(&self, response: &Response) -> Result<Self::Output> {
        decode_json(response)
    }
}

impl Paginated for List {
    type Item = String;

    fn next_page(&self, (items, marker): Self::Output) -> (Vec<String>, Option<Self>) {
        (items, (!marker.is_empty()).then_some(Self { marker }))
    }
}

pub(crate) fn list() -> List {
    List { marker: String::new() }
}

fn three_pages(n: usize) -> Step {
    answer(200, [r#"[["a","b"],"m1"]"#, r#"[[],"m2"]"#, r#"[["c"],""]"#][n - 1])
}

#[tokio::test(start_paused = true)]
async fn entries_come_page_by_page_as_they_are_asked_for() {
    let (client, seen) = client(three_pages);
    let mut items = client.items(list());
    assert_eq!(seen.count(), 0);
    assert_eq!(items.next().await.unwrap().unwrap(), "a");
    assert_eq!(items.next().await.unwrap().unwrap(), "b");
    assert_eq!(seen.count(), 1);
    assert_eq!(items.next().await.unwrap().unwrap(), "c");
    assert!(items.next().await.is_none());
    assert!(items.next().await.is_none());
    let markers: Vec<_> = seen.requests().iter().map(|r| r.uri().query().unwrap().to_owned()).collect();
    assert_eq!(markers, ["marker=", "marker=m1", "marker=m2"]);
}

#[tokio::test(start_paused = true)]
async fn pages_keep_their_bounds_and_an_empty_one_is_no_end() {
    let (client, _) = client(three_pages);
    let pages: Vec<Vec<String>> = client.pages(list()).collect().await.unwrap();
    assert_eq!(pages, [vec!["a".to_owned(), "b".to_owned()], vec![], vec!["c".to_owned()]]);
}

#[tokio::test(start_paused = true)]
async fn a_page_that_leads_to_itself_ends_the_list_with_an_error_after_its_entries() {
    let (client, seen) = client(|_| answer(200, r#"[["a"],"m"]"#));
    let mut results: VecDeque<_> = futures_util::StreamExt::collect(client.items(list())).await;
    let error = results.pop_back().unwrap().unwrap_err();
    assert_eq!(results.into_iter().collect::<Result<Vec<_>>>().unwrap(), ["a", "a"]);
    assert_eq!((error.kind(), seen.count()), (ErrorKind::Decode, 2));
    assert_eq!((error.operation(), error.attempts()), (Some("test.list"), 0));
    assert_eq!(
        error.to_string(),
        "test.list: the list leads back to the same page; the call may have taken effect, and repeating it is safe"
    );
}

#[tokio::test(start_paused = true)]
async fn an_error_ends_the_list() {
    let (client, seen) = client(|n| if n == 2 { answer(612, "gone") } else { three_pages(1) });
    let mut items = client.items(list());
    items.next().await.unwrap().unwrap();
    items.next().await.unwrap().unwrap();
    assert_eq!(items.next().await.unwrap().unwrap_err().kind(), ErrorKind::Api);
    assert!(items.next().await.is_none());
    assert_eq!(seen.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_list_is_a_stream_that_can_be_sent() {
    fn is_sent<T: Send + Unpin + 'static>(stream: T) -> T {
        stream
    }
    let (client, _) = client(three_pages);
    let items = is_sent(client.items(list()));
    drop(client);
    let lengths: Vec<usize> = items.map(|item| item.unwrap().len()).collect().await;
    assert_eq!(lengths, [1, 1, 1]);
}

const A_MINUTE: Duration = Duration::from_secs(60);

#[tokio::test(start_paused = true)]
async fn the_first_page_comes_alone_and_from_the_second_on_one_more_is_fetched_while_one_is_read() {
    let (client, seen) =
        client(|n| answer(200, [r#"[["a"],"m1"]"#, r#"[["b"],"m2"]"#, r#"[["c"],""]"#][n - 1]));
    let mut pages = client.pages(list());
    sleep(A_MINUTE).await;
    assert_eq!(seen.count(), 0);
    for (page, fetched) in [("a", 1), ("b", 3), ("c", 3)] {
        assert_eq!(pages.next().await.unwrap().unwrap(), [page]);
        sleep(A_MINUTE).await;
        assert_eq!(seen.count(), fetched);
    }
    assert!(pages.next().await.is_none());
}

/// Pages of one number each, up to 40, which are known beforehand.
#[derive(Clone, Debug, PartialEq)]
struct Numbers(u32);

impl Operation for Numbers {
    type Output = String;
    type Api = Test;
    const NAME: &'static str = "test.numbers";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        endpoint.url().path(["numbers", &self.0.to_string()]).get()
    }

    fn decode(&self, response: &Response) -> Result<String> {
        decode_json(response)
    }
}

impl Paginated for Numbers {
    type Item = (u32, String);

    fn next_page(&self, page: String) -> (Vec<Self::Item>, Option<Self>) {
        (vec![(self.0, page)], self.ahead())
    }

    fn ahead(&self) -> Option<Self> {
        (self.0 < 40).then_some(Self(self.0 + 1))
    }
}

#[tokio::test(start_paused = true)]
async fn pages_that_are_known_beforehand_are_fetched_sixteen_at_once_and_keep_their_order() {
    let (client, seen) = client(|_| answer(200, r#""page""#));
    let mut numbers = client.items(Numbers(1));
    for (number, fetched) in [(1, 1), (2, 2 + 16), (3, 3 + 16)] {
        assert_eq!(numbers.next().await.unwrap().unwrap().0, number);
        sleep(A_MINUTE).await;
        assert_eq!(seen.count(), fetched);
    }
    let rest: Vec<_> = numbers.collect().await.unwrap();
    assert!(rest.iter().map(|(n, _)| *n).eq(4..=40));
    assert_eq!(seen.count(), 40);
}

#[tokio::test(start_paused = true)]
async fn an_error_ends_a_list_of_pages_that_are_known_beforehand_and_what_was_fetched_behind_it() {
    let (client, _) = client(|n| if n == 3 { answer(612, "gone") } else { answer(200, r#""page""#) });
    let results: Vec<_> = futures_util::StreamExt::collect(client.items(Numbers(1))).await;
    let numbers: Vec<_> = results.iter().map(|result| result.as_ref().ok().map(|(n, _)| *n)).collect();
    assert_eq!(numbers, [Some(1), Some(2), None]);
}

#[tokio::test(start_paused = true)]
async fn what_is_on_its_way_is_given_up_with_the_list() {
    static ANSWERED: AtomicU32 = AtomicU32::new(0);
    let slow = tower::service_fn(|_: Request| async {
        sleep(Duration::from_secs(1)).await;
        ANSWERED.fetch_add(1, Relaxed);
        Ok::<_, std::convert::Infallible>(Response::new(r#""page""#.into()))
    });
    let mut numbers = crate::stage::Client::new(Endpoint::from_static("http://h"), slow).items(Numbers(1));
    for _page in 1..=2 {
        numbers.next().await.unwrap().unwrap();
    }
    let answered = ANSWERED.load(Relaxed);
    drop(numbers);
    sleep(A_MINUTE).await;
    assert_eq!(ANSWERED.load(Relaxed), answered);
}

#[test]
fn a_list_goes_on_in_another_runtime_than_it_began_in() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (client, _) = client(|_| answer(200, r#""page""#));
    let mut numbers = client.items(Numbers(1));
    for n in 1..=40 {
        assert_eq!(runtime().block_on(numbers.next()).unwrap().unwrap().0, n);
    }
}
