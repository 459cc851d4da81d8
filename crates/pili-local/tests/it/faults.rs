use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::Duration,
};

use pili_core::ErrorKind;
use pili_core::Reason;
use pili_live::Client;
use pili_local::Local;
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

async fn inject(local: &Local, fault: &'static str) {
    let request = http::Request::post("http://h/_local/faults").header("content-type", "application/json");
    assert_eq!(raw(local, request.body(fault.into()).unwrap()).await.status(), 204, "{fault}");
}

#[tokio::test(start_paused = true)]
async fn a_write_is_repeated_after_a_refusal_but_not_after_an_unclear_failure() {
    let (local, attempts) = (Local::demo(), Attempts::default());
    let client = attempts.client(&local);
    inject(&local, r#"{"status":573,"retry_after":1}"#).await;
    client.send(hub().stream("evening").create()).await.unwrap();
    assert_eq!(attempts.take(), 2);
    for (fault, status) in [(r#"{"status":502}"#, 502), (r#"{"status":503,"retry_after":1}"#, 503)] {
        inject(&local, fault).await;
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
    inject(&local, r#"{"status":500,"times":2}"#).await;
    client.send(hub().stream("evening").info()).await.unwrap();
    assert_eq!(attempts.take(), 3);
}

#[tokio::test]
async fn an_answer_that_breaks_off_may_have_created_the_stream_and_did() {
    let local = Local::demo();
    let server = serve(&local).await;
    let client = over_socket(&local, &server);
    inject(&local, r#"{"cut":true}"#).await;
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
    inject(&local, r#"{"delay_ms":60000}"#).await;
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
        (r#"{"times":0}"#, "times must be at least 1"),
        (r#"{"times":1001}"#, "no more than 1000 faults may wait"),
        ("{", "EOF"),
    ] {
        let request = http::Request::post("http://h/_local/faults").body(fault.into()).unwrap();
        let answer = raw(&local, request).await;
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
    inject(&local, r#"{"status":503,"times":999}"#).await;
    let request = http::Request::post("http://h/_local/faults").body(r#"{"status":503,"times":2}"#.into());
    let answer = raw(&local, request.unwrap()).await;
    let told = json(&answer)["error"].as_str().unwrap_or_default().to_owned();
    assert!(told.contains("999 do, and 2 more were asked for"), "{told}");
    inject(&local, r#"{"status":503}"#).await;
}
