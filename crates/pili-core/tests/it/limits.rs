use std::time::Duration;

use pili_core::{BoxError, ErrorKind, Limit, Request};
use tokio::time::Instant;
use tower::timeout::TimeoutLayer;

use crate::stage::{Client, Read, Step, Write, answer, builder, client, endpoint, play};

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test(start_paused = true)]
async fn the_limit_on_an_attempt_names_itself_and_its_length() {
    let (client, seen) = client(|_| Step::Hang);
    let begun = Instant::now();
    let error = client.send(Write("a")).await.unwrap_err();
    assert_eq!((error.kind(), seen.count(), begun.elapsed().as_secs()), (ErrorKind::Timeout, 1, 10));
    assert_eq!(error.limit(), Some(Limit::Attempt(Duration::from_secs(10))));
    assert_eq!(
        error.to_string(),
        "test.thing.write (POST https://pili.example.com/things): the limit of 10 s on one attempt was reached; \
         the call may have taken effect: look before you repeat it"
    );
}

#[tokio::test(start_paused = true)]
async fn the_limit_on_a_call_names_itself_and_its_length() {
    let (client, seen) = client(|_| Step::Hang);
    let begun = Instant::now();
    let error = client.send(Read).await.unwrap_err();
    assert_eq!((error.kind(), seen.count(), begun.elapsed().as_secs()), (ErrorKind::Timeout, 3, 30));
    assert_eq!(error.limit(), Some(Limit::Call(Client::TIMEOUT)));
    assert_eq!(
        error.to_string(),
        "test.thing.read (GET https://pili.example.com/things/one), 3 attempts: the limit of 30 s on the whole call was reached; \
         the call may have taken effect, and repeating it is safe"
    );
}

#[tokio::test(start_paused = true)]
async fn a_short_limit_is_told_in_milliseconds() {
    let (client, _) = client(|_| Step::Hang);
    let error = client.with_timeout(Duration::from_millis(250)).send(Read).await.unwrap_err();
    assert!(error.to_string().contains("the limit of 250 ms on the whole call"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn both_limits_can_be_lifted() {
    let slow = |_| async {
        tokio::time::sleep(MINUTE).await;
        Ok::<_, std::convert::Infallible>(pili_core::Response::new("late".into()))
    };
    let client = builder().attempt_timeout(None).transport(tower::service_fn(slow)).with_timeout(None);
    assert_eq!(client.send(Read).await.unwrap(), "late");
}

#[tokio::test(start_paused = true)]
async fn the_time_of_a_call_begins_when_it_is_first_polled() {
    let (client, _) = client(|_| answer(200, "done"));
    let call = client.send(Read);
    tokio::time::sleep(MINUTE).await;
    assert_eq!(call.await.unwrap(), "done");
}

#[tokio::test(start_paused = true)]
async fn a_limit_of_the_callers_own_is_not_taken_for_ours() {
    let (transport, _) = play(|_| Step::Hang);
    let hurried = tower::ServiceBuilder::new().layer(TimeoutLayer::new(MINUTE / 60)).service(transport);
    let inside = builder().transport(hurried.clone()).send(Write("a")).await.unwrap_err();
    let outside = Client::new(endpoint(), hurried).send(Write("a")).await.unwrap_err();
    for error in [inside, outside] {
        assert_eq!((error.kind(), error.limit()), (ErrorKind::Timeout, None));
        assert!(error.to_string().contains("a time limit of the caller's"), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_waits_for_a_layer_until_its_limit_surely_did_not_happen() {
    let (transport, seen) = play(|_| Step::Hang);
    let one_at_a_time = tower::limit::ConcurrencyLimitLayer::new(1);
    let client = builder().attempt_timeout(None).transport(transport).layer(one_at_a_time).boxed();
    let first = tokio::spawn(client.clone().with_timeout(None).send(Read));
    tokio::task::yield_now().await;
    let error = client.send(Write("a")).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.limit()),
        (ErrorKind::Timeout, Some(Limit::Call(Client::TIMEOUT))),
        "{error}"
    );
    assert!(!error.may_have_taken_effect(), "{error}");
    assert_eq!(
        error.to_string(),
        "test.thing.write (POST https://pili.example.com/things): the limit of 30 s on the whole call was reached \
         before there was room for it"
    );
    assert_eq!(seen.count(), 1);
    first.abort();
}

#[tokio::test(start_paused = true)]
async fn a_transport_that_tells_nothing_counts_as_having_sent() {
    let transport = tower::service_fn(|_: Request| std::future::pending::<Result<_, BoxError>>());
    let error = builder().transport(transport).send(Write("a")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.may_have_taken_effect(), "{error}");
}
