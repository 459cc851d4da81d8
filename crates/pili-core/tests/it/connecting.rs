//! Limits that are reached before a connection has taken the request, on real sockets and paused time.

use std::{fmt::Debug, time::Duration};

use pili_core::{ClientBuilder, Endpoint, Error, ErrorKind, HyperTransport, Limit, Operation, Request};
use tokio::{io::AsyncReadExt as _, net::TcpListener, time::Instant};
use tower::ServiceExt as _;

use crate::stage::{Client, Read, Test, Write, signer};

const CONNECT: Duration = Duration::from_secs(3);
const ATTEMPT: Duration = Duration::from_secs(10);
const CALL: Duration = Duration::from_secs(30);

/// A server that accepts TCP and says nothing, ever.
async fn silent() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    (listener, address)
}

fn at(scheme: &str, address: &str) -> Endpoint {
    Endpoint::parse(&format!("{scheme}://{address}")).unwrap()
}

/// A pool that trusts nobody, so that no roots need be installed.
fn pool(address: &str, set: impl FnOnce(ClientBuilder<Test>) -> ClientBuilder<Test>) -> HyperTransport {
    set(Client::builder(at("http", address))).hyper_transport().unwrap()
}

fn over_tls(address: &str) -> ClientBuilder<Test> {
    Client::builder(at("https", address)).signer(signer())
}

#[track_caller]
fn surely_not(error: &Error, attempts: u32, limit: Limit) {
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, attempts), "{error}");
    assert_eq!(error.limit(), Some(limit), "{error}");
    assert!(!error.may_have_taken_effect(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_handshake_that_stalls_ends_at_the_limit_on_connecting_and_a_write_is_repeated() {
    let (_listener, address) = silent().await;
    let begun = Instant::now();
    let client = over_tls(&address).transport(pool(&address, |builder| builder));
    let error = client.send(Write("a")).await.unwrap_err();
    surely_not(&error, 3, Limit::Connect(CONNECT));
    assert!(begun.elapsed() < ATTEMPT + CONNECT, "{:?}", begun.elapsed());
    assert!(error.to_string().contains("could not connect: "), "{error}");
    assert!(error.to_string().ends_with("the limit of 3 s on connecting was reached"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn the_limit_on_an_attempt_that_no_connection_took_says_surely_not() {
    let (_listener, address) = silent().await;
    let pool = pool(&address, |builder| builder.connect_timeout(None));
    let client = over_tls(&address).transport(pool).with_timeout(None);
    let error = client.send(Write("a")).await.unwrap_err();
    surely_not(&error, 3, Limit::Attempt(ATTEMPT));
    let text = format!(
        "test.thing.write (POST https://{address}/things), 3 attempts: could not connect: \
         the limit of 10 s on one attempt was reached"
    );
    assert_eq!(error.to_string(), text);
}

#[tokio::test(start_paused = true)]
async fn the_limit_on_a_call_that_no_connection_took_says_surely_not() {
    let (_listener, address) = silent().await;
    let pool = pool(&address, |builder| builder.connect_timeout(None));
    let several = over_tls(&address).transport(pool.clone());
    surely_not(&several.send(Write("a")).await.unwrap_err(), 3, Limit::Call(CALL));
    let one = over_tls(&address).attempt_timeout(None).transport(pool.clone());
    surely_not(&one.send(Write("a")).await.unwrap_err(), 1, Limit::Call(CALL));
    let of_ones_own = Client::new(at("https", &address), pool);
    surely_not(&of_ones_own.send(Write("a")).await.unwrap_err(), 1, Limit::Call(CALL));
}

#[tokio::test(start_paused = true)]
async fn a_layer_that_sends_a_request_twice_leaves_it_in_doubt() {
    let (_listener, address) = silent().await;
    let pool = pool(&address, |builder| builder.connect_timeout(None));
    let twice = tower::service_fn(move |request: Request| {
        let (first, second) = (pool.clone().oneshot(request.clone()), pool.clone().oneshot(request));
        async move { futures_util::future::join(first, second).await.1 }
    });
    let error = over_tls(&address).transport(twice).send(Write("a")).await.unwrap_err();
    assert_eq!((error.kind(), error.limit()), (ErrorKind::Timeout, Some(Limit::Attempt(ATTEMPT))), "{error}");
    assert!(error.may_have_taken_effect(), "{error}");
}

/// The error of a call that the server got and never answered, when `limit` is over.
async fn unanswered<O>(
    operation: O,
    limit: Duration,
    builder: impl FnOnce(Endpoint) -> ClientBuilder<Test>,
) -> Error
where
    O: Operation<Api = Test, Output: Debug + Send> + Send + Sync + 'static,
{
    let (listener, address) = silent().await;
    let client = builder(at("http", &address)).build().unwrap();
    let call = tokio::spawn(client.send(operation));
    let (mut stream, _) = listener.accept().await.unwrap();
    stream.read_u8().await.unwrap();
    tokio::time::pause();
    tokio::time::advance(limit).await;
    call.await.unwrap().unwrap_err()
}

#[tokio::test]
async fn an_attempt_that_a_connection_took_is_in_doubt() {
    let error = unanswered(Write("a"), ATTEMPT, Client::builder).await;
    assert_eq!((error.kind(), error.limit()), (ErrorKind::Timeout, Some(Limit::Attempt(ATTEMPT))), "{error}");
    assert_eq!((error.may_have_taken_effect(), error.attempts()), (true, 1), "{error}");
}

#[tokio::test]
async fn a_call_without_a_body_that_a_connection_took_is_in_doubt() {
    let one_limit = |endpoint| Client::builder(endpoint).attempt_timeout(None);
    let error = unanswered(Read, CALL, one_limit).await;
    assert_eq!((error.kind(), error.limit()), (ErrorKind::Timeout, Some(Limit::Call(CALL))), "{error}");
    assert_eq!((error.may_have_taken_effect(), error.attempts()), (true, 1), "{error}");
}
