//! The pooled transport against a server on loopback that plays bytes.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use bytes::Bytes;
use http::Request;
use http_body_util::Full;
use pili_core::{BoxError, BufferBody, Endpoint, Error, ErrorKind, HyperTransport, RetryPolicy};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use tower::ServiceExt as _;

use crate::stage::{Client, Read, Write, signer};

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone";
const CUT: &str = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\ndon";

/// What a server got: one list of requests a connection.
type Connections = Arc<Mutex<Vec<Vec<Vec<u8>>>>>;

/// Serves one connection per list: an answer a request, then it closes.
async fn serve(script: &'static [&'static [&'static str]]) -> (Endpoint, Connections) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = at(listener.local_addr().unwrap());
    let connections = Connections::default();
    let log = connections.clone();
    tokio::spawn(async move {
        for answers in script {
            let (stream, _) = listener.accept().await.unwrap();
            log.lock().unwrap().push(Vec::new());
            converse(stream, answers, &log).await;
        }
    });
    (endpoint, connections)
}

async fn converse(mut stream: TcpStream, answers: &[&str], log: &Connections) {
    for answer in answers {
        let Some(request) = read_request(&mut stream).await else { return };
        log.lock().unwrap().last_mut().unwrap().push(request);
        stream.write_all(answer.as_bytes()).await.unwrap();
    }
}

/// Reads a head and, as the tests' only body is `"a"`, three bytes of body for a POST.
async fn read_request(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        request.push(stream.read_u8().await.ok()?);
    }
    if request.starts_with(b"POST") {
        let mut body = [0; 3];
        stream.read_exact(&mut body).await.ok()?;
        request.extend(body);
    }
    Some(request)
}

fn at(address: SocketAddr) -> Endpoint {
    Endpoint::parse(&format!("http://{address}")).unwrap()
}

fn quick() -> RetryPolicy {
    RetryPolicy::with_waits(2, Duration::from_millis(1), Duration::from_millis(2))
}

fn client(endpoint: Endpoint) -> Client {
    Client::builder(endpoint).signer(signer()).retry(quick()).build().unwrap()
}

#[tokio::test]
async fn calls_share_a_connection() {
    let (endpoint, connections) = serve(&[&[OK, OK, OK]]).await;
    let client = client(endpoint);
    for _ in 0..3 {
        assert_eq!(client.clone().send(Write("a")).await.unwrap(), "done");
    }
    assert_eq!(connections.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn the_signed_request_is_the_sent_one() {
    let (endpoint, connections) = serve(&[&[OK, OK]]).await;
    let client = client(endpoint);
    client.send(Read).await.unwrap();
    client.send(Write("a")).await.unwrap();
    for sent in &connections.lock().unwrap()[0] {
        signer().verify(&parse(sent)).unwrap();
    }
}

/// Reads the request as a server would.
pub(crate) fn parse(bytes: &[u8]) -> pili_core::Request {
    let text = std::str::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let mut first = lines.next().unwrap().split(' ');
    let mut request = http::Request::builder().method(first.next().unwrap()).uri(first.next().unwrap());
    for (name, value) in lines.map(|line| line.split_once(": ").unwrap()) {
        request = request.header(name, value);
    }
    request.body(body.to_owned().into()).unwrap()
}

#[tokio::test]
async fn a_body_cut_short_is_repeated_for_a_read_and_given_up_for_a_write() {
    let (endpoint, connections) = serve(&[&[CUT], &[OK]]).await;
    assert_eq!(client(endpoint).send(Read).await.unwrap(), "done");
    assert_eq!(connections.lock().unwrap().len(), 2);

    let (endpoint, connections) = serve(&[&[CUT], &[OK]]).await;
    let error = client(endpoint).send(Write("a")).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1), "{error}");
    assert!(error.may_have_taken_effect());
    assert_eq!(connections.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_connection_that_closes_without_an_answer_is_a_broken_exchange() {
    let (endpoint, _) = serve(&[&[""], &[OK]]).await;
    let error = client(endpoint).send(Write("a")).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1), "{error}");
}

#[tokio::test]
async fn a_body_over_the_limit_is_told_and_not_fetched_again() {
    let (endpoint, connections) = serve(&[&[OK], &[OK], &[OK]]).await;
    let small = Client::builder(endpoint).retry(quick()).body_limit(3).build().unwrap();
    let error = small.send(Read).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 1), "{error}");
    assert_eq!(error.status().unwrap().as_u16(), 200);
    assert!(
        error.to_string().contains("larger than the limit of 3 bytes; the call may have taken effect"),
        "{error}"
    );
    assert_eq!(connections.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_large_error_page_does_not_say_that_the_call_took_effect() {
    let (endpoint, _) = serve(&[&["HTTP/1.1 502 Bad Gateway\r\nContent-Length: 4\r\n\r\nlong"]]).await;
    let small = Client::builder(endpoint).body_limit(3).build().unwrap();
    let error = small.send(Write("a")).await.unwrap_err();
    assert!(error.to_string().contains("the call may have taken effect: look"), "{error}");
}

#[tokio::test]
async fn a_large_page_of_a_refusal_does_not_cast_doubt_on_it() {
    let (endpoint, _) =
        serve(&[&["HTTP/1.1 403 Forbidden\r\nX-Reqid: R1\r\nContent-Length: 4\r\n\r\nlong"]]).await;
    let small = Client::builder(endpoint).body_limit(3).build().unwrap();
    let error = small.send(Write("a")).await.unwrap_err();
    assert_eq!((error.kind(), error.may_have_taken_effect()), (ErrorKind::Decode, false), "{error}");
    assert_eq!(error.request_id(), Some("R1"));
}

#[tokio::test]
async fn a_refusal_too_long_to_read_leaves_open_what_became_of_a_request_that_is_no_call() {
    let service = tower::service_fn(|_: Request<Full<Bytes>>| async {
        http::Response::builder().status(403).body(Full::<Bytes>::from("long")).map_err(BoxError::from)
    });
    let error = BufferBody::new(service).body_limit(3).oneshot(Request::default()).await.unwrap_err();
    let error = Error::from_transport(error);
    assert_eq!((error.kind(), error.may_have_taken_effect()), (ErrorKind::Decode, true), "{error}");
}

#[tokio::test]
async fn a_connection_refused_says_so_and_is_repeated_even_for_a_write() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = at(listener.local_addr().unwrap());
    drop(listener);
    let error = client(endpoint.clone()).send(Write("a")).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 3), "{error}");
    assert!(!error.may_have_taken_effect());
    let text = error.to_string();
    assert!(text.starts_with(&format!("test.thing.write (POST {endpoint}/things), 3 attempts: ")), "{text}");
    assert!(text.contains("could not connect: ") && text.to_lowercase().contains("refused"), "{text}");
    assert_eq!(text.to_lowercase().matches("refused").count(), 1, "each cause is said once: {text}");
}

#[tokio::test]
async fn statuses_of_the_vendors_own_pass_and_the_first_request_id_counts() {
    const GONE: &str =
        "HTTP/1.1 612 stream not found\r\nX-Reqid: R1\r\nX-Reqid: R2\r\nContent-Length: 4\r\n\r\ngone";
    const EXISTS: &str = "HTTP/1.1 614 \r\nContent-Length: 0\r\n\r\n";
    const NOT_LIVE: &str = "HTTP/1.1 619\r\nContent-Length: 0\r\n\r\n";
    let (endpoint, connections) = serve(&[&[GONE, EXISTS, NOT_LIVE]]).await;
    let client = client(endpoint);
    let gone = client.send(Read).await.unwrap_err();
    assert_eq!((gone.status().unwrap().as_u16(), gone.request_id()), (612, Some("R1")));
    assert_eq!(gone.api_error().unwrap().message.as_deref(), Some("gone"));
    assert_eq!(client.send(Read).await.unwrap_err().status().unwrap().as_u16(), 614);
    assert_eq!(client.send(Read).await.unwrap(), "not live");
    assert_eq!(connections.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn answers_that_are_no_http_are_a_broken_exchange() {
    let (endpoint, _) = serve(&[&["SSH-2.0-OpenSSH_9.6\r\n\r\n"]]).await;
    let error = client(endpoint).send(Write("a")).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1), "{error}");
}

#[tokio::test]
async fn a_request_that_the_pool_does_not_take_was_not_sent() {
    let pool = HyperTransport::new(&Endpoint::from_static("http://127.0.0.1")).unwrap();
    let without_host = Request::get("/things/one").body(Bytes::new()).unwrap();
    let error = Error::from_transport(pool.oneshot(without_host).await.unwrap_err());
    assert_eq!((error.kind(), error.may_have_taken_effect()), (ErrorKind::Connect, false), "{error}");
}

/// Roots are not needed to see it, so the test runs on a machine that has none.
#[cfg(feature = "tls")]
#[tokio::test]
async fn a_plain_server_behind_an_https_endpoint_is_no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n").await;
            let _ = stream.read(&mut [0; 1024]).await;
        }
    });
    let provider = rustls::crypto::ring::default_provider();
    let config = rustls::ClientConfig::builder_with_provider(provider.into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    let connector = hyper_rustls::HttpsConnectorBuilder::new()
        .with_tls_config(config)
        .https_only()
        .enable_http1()
        .build();
    let executor = hyper_util::rt::TokioExecutor::new();
    let pool = hyper_util::client::legacy::Client::builder(executor).build(connector);
    let endpoint = Endpoint::parse(&format!("https://{address}")).unwrap();
    let client = Client::builder(endpoint).retry(quick()).transport(BufferBody::new(pool));
    let error = client.send(Write("a")).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 3), "{error}");
    assert!(error.to_string().contains("is the endpoint http"), "{error}");
}

#[cfg(not(feature = "tls"))]
#[test]
fn an_https_endpoint_without_tls_is_refused_when_the_client_is_built() {
    let error = Client::builder(Endpoint::parse("https://a.example").unwrap()).build().unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::Invalid, Some("endpoint")));
}
