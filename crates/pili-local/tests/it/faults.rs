use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::Duration,
};

use pili_core::{ErrorKind, Reason, Response, RetryPolicy, auth::qiniu::QiniuV2};
use pili_live::Client;
use pili_local::{FaultError, Local};
use tower::ServiceExt as _;

use crate::support::{client_over, hub, in_process, json, over_socket, raw, serve};

/// Attempts since they were last asked for: a call that works does not tell how often it was tried.
#[derive(Clone, Default)]
struct Attempts(Arc<AtomicU32>);

impl Attempts {
    fn client(&self, local: &Local) -> Client {
        let counter = self.0.clone();
        client_over(
            local,
            local.transport().map_request(move |request| {
                counter.fetch_add(1, Relaxed);
                request
            }),
        )
    }

    fn take(&self) -> u32 {
        self.0.swap(0, Relaxed)
    }
}

/// A client that repeats nothing.
fn once(local: &Local) -> Client {
    Client::builder(pili_live::ENDPOINT)
        .signer(QiniuV2::new(local.credentials().clone()))
        .retry(RetryPolicy::repeats(0))
        .transport(local.transport())
}

/// Posts a fault as it is.
async fn post(local: &Local, fault: &'static str) -> Response {
    raw(local, http::Request::post("http://h/_local/faults").body(fault.into()).unwrap()).await
}

#[tokio::test(start_paused = true)]
async fn a_write_is_repeated_after_a_refusal_but_not_after_an_unclear_failure() {
    let (local, attempts) = (Local::demo(), Attempts::default());
    let client = attempts.client(&local);
    let second = Duration::from_secs(1);
    local.faults().on("pili.stream.create").unwrap().status(573).retry_after(second).inject().unwrap();
    client.send(hub().stream("evening").create()).await.unwrap();
    assert_eq!(attempts.take(), 2);
    let create = || local.faults().on("pili.stream.create").unwrap();
    for (fault, status) in [(create().status(502), 502), (create().status(503).retry_after(second), 503)] {
        fault.inject().unwrap();
        let error = client.send(hub().stream("morning").create()).await.unwrap_err();
        assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (status, 1));
        assert!(error.may_have_taken_effect(), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_read_is_repeated_until_it_works() {
    let (local, attempts) = (Local::demo(), Attempts::default());
    let client = attempts.client(&local);
    client.send(hub().stream("evening").create()).await.unwrap();
    assert_eq!(attempts.take(), 1);
    let fault = local.faults().on("pili.stream.info").unwrap().status(500).times(2).inject().unwrap();
    client.send(hub().stream("evening").info()).await.unwrap();
    assert_eq!((attempts.take(), fault.met()), (3, 2));
}

#[tokio::test]
async fn an_answer_that_breaks_off_may_have_created_the_stream_and_did() {
    let local = Local::demo();
    let server = serve(&local).await;
    let client = over_socket(&local, &server);
    local.faults().on("pili.stream.create").unwrap().cut().inject().unwrap();
    let error = client.send(hub().stream("evening").create()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1), "{error}");
    assert!(error.may_have_taken_effect());
    let again = client.send(hub().stream("evening").create()).await.unwrap_err();
    assert_eq!(again.reason(), Reason::AlreadyExists);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_hangs_ends_at_its_limit_and_names_it() {
    let local = Local::demo();
    let client = in_process(&local).with_timeout(Duration::from_secs(2));
    local.faults().on_any().delay(Duration::from_secs(60)).inject().unwrap();
    let error = client.send(hub().streams()).await.unwrap_err();
    assert!(error.to_string().contains("the limit of 2 s on the whole call was reached"), "{error}");
}

#[tokio::test]
async fn a_malformed_fault_is_refused_in_json_that_says_what_is_wrong_and_is_not_met() {
    let (local, attempts) = (Local::demo(), Attempts::default());
    for (fault, wrong) in [
        (r#"{"statsu":503}"#, "statsu"),
        (r#"{"status":"late"}"#, "status: invalid type: string \"late\", expected u16"),
        (r#"{"status":5}"#, "status must be"),
        (r#"{"delay_ms":60001}"#, "delay_ms must be at most 60000"),
        (r#"{"status":503,"times":0}"#, "times must be at least 1"),
        (r#"{"status":503,"times":1001}"#, "no more than 1000 faults may wait"),
        (r#"{"times":2}"#, "a fault must have a status or a delay, or cut"),
        (r#"{"delay_ms":1,"retry_after":1}"#, "retry_after goes with a status"),
        (r#"{"status":503,"ratio":0}"#, "ratio must be above 0 and at most 1"),
        (r#"{"status":503,"on":"pili.stream.crate"}"#, "`pili.stream.crate`; near are `pili.stream.create`"),
        ("{", "EOF"),
    ] {
        let answer = post(&local, fault).await;
        assert_eq!(answer.status(), 400, "{fault}");
        let told = json(&answer)["error"].as_str().unwrap_or_default().to_owned();
        assert!(told.contains(wrong), "{fault}: {told}");
    }
    attempts.client(&local).send(hub().streams()).await.unwrap();
    assert_eq!(attempts.take(), 1);
}

#[tokio::test]
async fn no_more_faults_than_allowed_wait_for_calls() {
    let local = Local::demo();
    let unavailable = || local.faults().on_any().status(503);
    unavailable().times(999).inject().unwrap();
    let error = unavailable().times(2).inject().unwrap_err();
    assert_eq!(error, FaultError::Full { limit: 1000, waiting: 999, asked: 2 });
    unavailable().inject().unwrap();
    local.faults().clear();
    unavailable().times(1000).inject().unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_fault_is_met_only_by_the_calls_it_names_whatever_else_is_in_flight() {
    let local = Local::demo();
    let client = once(&local);
    let fault = local.faults().on("pili.stream.create").unwrap().status(500).times(2).inject().unwrap();
    let any = local.faults().on("pili.hub.info").unwrap().status(502).inject().unwrap();
    let streams = ["a", "b", "c"].map(|key| hub().stream(key));
    let (first, listed, second, hubs, third) = tokio::join!(
        client.send(streams[0].create()),
        client.send(hub().streams()),
        client.send(streams[1].create()),
        client.send(pili_live::Hub::list()),
        client.send(streams[2].create()),
    );
    let created = [first, second, third].iter().filter(|sent| sent.is_ok()).count();
    assert_eq!((created, listed.is_ok(), hubs.is_ok()), (1, true, true));
    assert_eq!((fault.met(), any.met()), (2, 0));
}

#[tokio::test]
async fn a_fault_of_a_name_nobody_has_is_refused_and_tells_what_is_near() {
    let local = Local::demo();
    let error = local.faults().on("pili.streams.create").unwrap_err();
    assert_eq!((&*error.name, error.near[0]), ("pili.streams.create", "pili.stream.create"));
    assert!(error.to_string().contains("near are `pili.stream.create`"), "{error}");
    assert!(local.faults().on("made.up.name").unwrap_err().near.is_empty());
}

#[tokio::test]
async fn the_same_calls_meet_the_same_faults_of_a_seed_and_about_as_many_as_asked_for() {
    let drawn = async |seed: u64| {
        let local = Local::demo();
        let client = once(&local);
        let fault = local.faults().on("pili.stream.list").unwrap().status(500).ratio(0.25, seed);
        let fault = fault.inject().unwrap();
        let mut failed = Vec::new();
        for _ in 0..200 {
            failed.push(client.send(hub().streams()).await.is_err());
        }
        assert_eq!(failed.iter().filter(|failed| **failed).count(), fault.met() as usize);
        fault.clear();
        client.send(hub().streams()).await.expect("it was taken away");
        (failed, fault.met())
    };
    let ((first, met), (again, _), (other, _)) = (drawn(7).await, drawn(7).await, drawn(8).await);
    assert!((20..80).contains(&met), "{met} of 200");
    assert_eq!(first, again);
    assert_ne!(first, other);
}
