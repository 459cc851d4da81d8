//! Calls through proxies that play on loopback. Names of endpoints are never looked up here: the proxy does that.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use pili_core::{Endpoint, Error, ErrorKind, HyperTransport, Limit, Proxy, Request, RetryPolicy};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use tower::ServiceExt as _;

use crate::{
    socket::parse,
    stage::{Client, Read, Write, signer},
};

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone";
const ASKS: &str = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
const NO_GATEWAY: &str = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n";

/// The heads that a proxy got, a connection each after the other.
type Heads = Arc<Mutex<Vec<String>>>;

/// A proxy that gives every request the same answer, and its host and port.
async fn proxy(answer: &'static str) -> (String, Heads) {
    let (listener, address) = listen().await;
    let heads = Heads::default();
    let log = heads.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            while let Some(head) = read_head(&mut stream).await {
                log.lock().unwrap().push(head);
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        }
    });
    (address, heads)
}

async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    (listener, address)
}

async fn read_head(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    Some(String::from_utf8(head).unwrap())
}

/// A pool through a proxy that trusts nobody, so that no roots need be installed, whatever it is asked for then.
fn through(url: &str) -> HyperTransport {
    let builder = Client::builder(Endpoint::parse("http://unused.example").unwrap());
    builder.proxy(Proxy::new(url).unwrap()).hyper_transport().unwrap()
}

fn client(endpoint: &str, transport: HyperTransport) -> Client {
    let quick = RetryPolicy::with_waits(2, Duration::from_millis(1), Duration::from_millis(2));
    let endpoint = Endpoint::parse(endpoint).unwrap();
    Client::builder(endpoint).signer(signer()).retry(quick).transport(transport)
}

#[track_caller]
fn refused_by(proxy: &str, error: &Error) {
    let text = error.to_string();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 3), "{text}");
    assert!(!error.may_have_taken_effect(), "{text}");
    assert!(text.contains(&format!("through the proxy http://{proxy}: ")), "{text}");
    assert!(!text.contains("hush"), "{text}");
}

#[tokio::test]
async fn a_call_to_an_http_endpoint_is_forwarded_and_signed_for_the_endpoint() {
    let (address, heads) = proxy(OK).await;
    let client = client("http://pili.example.com", through(&format!("http://user:hush@{address}")));
    assert_eq!(client.send(Read).await.unwrap(), "done");
    let head = heads.lock().unwrap()[0].clone();
    assert!(
        head.starts_with("GET http://pili.example.com/things/one?token=query-secret HTTP/1.1\r\n"),
        "{head}"
    );
    assert!(head.contains("\r\nproxy-authorization: Basic dXNlcjpodXNo\r\n"), "{head}");
    let request = parse(head.as_bytes());
    assert_eq!(request.headers()["host"], "pili.example.com");
    signer().verify(&request).unwrap();
}

#[tokio::test]
async fn forwarded_calls_share_a_connection() {
    let (listener, address) = listen().await;
    let client = client("http://pili.example.com", through(&address));
    let calls = tokio::spawn(async move {
        client.send(Read).await.unwrap();
        client.send(Read).await.unwrap();
    });
    let (mut stream, _) = listener.accept().await.unwrap();
    for _ in 0..2 {
        read_head(&mut stream).await.unwrap();
        stream.write_all(OK.as_bytes()).await.unwrap();
    }
    calls.await.unwrap();
}

#[tokio::test]
async fn a_call_to_an_https_endpoint_goes_in_a_tunnel_that_begins_with_tls() {
    let (listener, address) = listen().await;
    let client = client("https://pili.example.com", through(&format!("http://user:hush@{address}")));
    let call = tokio::spawn(client.send(Read));
    let (mut stream, _) = listener.accept().await.unwrap();
    let head = read_head(&mut stream).await.unwrap();
    assert!(
        head.starts_with("CONNECT pili.example.com:443 HTTP/1.1\r\nHost: pili.example.com:443\r\n"),
        "{head}"
    );
    assert!(head.contains("\r\nProxy-Authorization: Basic dXNlcjpodXNo\r\n"), "{head}");
    stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.unwrap();
    let mut hello = [0; 512];
    let length = stream.read(&mut hello).await.unwrap();
    assert_eq!(hello[0], 22, "a TLS handshake");
    let server_name = b"pili.example.com";
    assert!(hello[..length].windows(server_name.len()).any(|part| part == server_name));
    call.abort();
}

#[tokio::test]
async fn a_proxy_that_makes_no_tunnel_is_named_without_its_password() {
    for answer in [ASKS, NO_GATEWAY] {
        let (address, heads) = proxy(answer).await;
        let client = client("https://pili.example.com", through(&format!("http://user:hush@{address}")));
        refused_by(&address, &client.send(Write("a")).await.unwrap_err());
        assert!(heads.lock().unwrap().iter().all(|head| head.starts_with("CONNECT ")));
    }
}

#[tokio::test]
async fn a_proxy_that_asks_for_credentials_has_forwarded_nothing() {
    let (address, _) = proxy(ASKS).await;
    let client = client("http://pili.example.com", through(&format!("http://user:hush@{address}")));
    let error = client.send(Write("a")).await.unwrap_err();
    refused_by(&address, &error);
    assert!(error.to_string().ends_with("407 Proxy Authentication Required"), "{error}");
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_named_with_the_reason() {
    let (listener, address) = listen().await;
    drop(listener);
    for endpoint in ["http://pili.example.com", "https://pili.example.com"] {
        let error = client(endpoint, through(&address)).send(Write("a")).await.unwrap_err();
        refused_by(&address, &error);
        assert!(error.to_string().to_lowercase().contains("refused"), "{error}");
    }
    let socks = client("http://pili.example.com", through(&format!("socks5://{address}")));
    let error = socks.send(Write("a")).await.unwrap_err();
    assert!(error.to_string().contains(&format!("through the proxy socks5://{address}: ")), "{error}");
    assert!(error.to_string().to_lowercase().contains("refused"), "{error}");
}

#[tokio::test]
async fn a_gateway_error_to_a_forwarded_call_may_be_the_services() {
    let (address, _) = proxy(NO_GATEWAY).await;
    let client = client("http://pili.example.com", through(&address));
    let error = client.send(Write("a")).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Api, 1), "{error}");
    assert!(error.may_have_taken_effect(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_silent_proxy_is_named_with_the_limit_on_connecting() {
    let (_listener, address) = listen().await;
    let client = client("https://pili.example.com", through(&address));
    let error = client.send(Write("a")).await.unwrap_err();
    refused_by(&address, &error);
    assert_eq!(error.limit(), Some(Limit::Connect(Duration::from_secs(3))));
}

#[tokio::test]
async fn an_excepted_host_is_called_directly() {
    let (address, heads) = proxy(OK).await;
    let proxy = Proxy::new("http://127.0.0.1:1").unwrap().except(["127.0.0.0/8"]);
    let endpoint = Endpoint::parse(&format!("http://{address}")).unwrap();
    let client = Client::builder(endpoint).proxy(proxy).build().unwrap();
    assert_eq!(client.send(Read).await.unwrap(), "done");
    assert!(heads.lock().unwrap()[0].starts_with("GET /things/one?"), "the service gets no whole URL");
}

/// Plays the proxy's part: agrees with user and password, and returns host and port that are asked for.
async fn agree(stream: &mut TcpStream) -> (String, u16) {
    assert_eq!(stream.read_u8().await.unwrap(), 5);
    assert_eq!(read_counted(stream).await, [2], "the way to log in is a password");
    stream.write_all(&[5, 2]).await.unwrap();
    assert_eq!(stream.read_u8().await.unwrap(), 1);
    assert_eq!(
        [read_counted(stream).await, read_counted(stream).await],
        [b"user".to_vec(), b"hush".to_vec()]
    );
    stream.write_all(&[1, 0]).await.unwrap();
    let mut request = [0; 4];
    stream.read_exact(&mut request).await.unwrap();
    assert_eq!(request, [5, 1, 0, 3], "a connection to a name");
    let host = String::from_utf8(read_counted(stream).await).unwrap();
    let port = stream.read_u16().await.unwrap();
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.unwrap();
    (host, port)
}

async fn read_counted(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = vec![0; stream.read_u8().await.unwrap().into()];
    stream.read_exact(&mut bytes).await.unwrap();
    bytes
}

#[tokio::test]
async fn a_socks_proxy_connects_to_the_name_and_port_of_the_endpoint() {
    for (endpoint, port) in [("http://pili.example.com", 80), ("http://pili.example.com:8080", 8080)] {
        let (listener, address) = listen().await;
        let client = client(endpoint, through(&format!("socks5://user:hush@{address}")));
        let call = tokio::spawn(client.send(Read));
        let (mut stream, _) = listener.accept().await.unwrap();
        assert_eq!(agree(&mut stream).await, ("pili.example.com".to_owned(), port));
        let head = read_head(&mut stream).await.unwrap();
        assert!(head.starts_with("GET /things/one?"), "{head}");
        stream.write_all(OK.as_bytes()).await.unwrap();
        assert_eq!(call.await.unwrap().unwrap(), "done");
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_that_was_said_to_be_unsent_stays_so_even_where_a_layer_spawned_it() {
    let (listener, address) = listen().await;
    let endpoint = Endpoint::parse("http://pili.example.com").unwrap();
    let proxy = Proxy::new(&format!("socks5://user:hush@{address}")).unwrap();
    let pool =
        Client::builder(endpoint.clone()).proxy(proxy).connect_timeout(None).hyper_transport().unwrap();
    let spawned = tower::service_fn(move |request: Request| {
        let exchange = tokio::spawn(pool.clone().oneshot(request));
        async { exchange.await.unwrap() }
    });
    let error = Client::new(endpoint, spawned).send(Write("a")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
    assert!(!error.may_have_taken_effect(), "{error}");

    let (mut stream, _) = listener.accept().await.unwrap();
    let everything_agreed = [&[5, 2, 1, 0][..], &[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]].concat();
    stream.write_all(&everything_agreed).await.unwrap();
    let mut sent = Vec::new();
    while let Ok(byte) = stream.read_u8().await {
        sent.push(byte);
        assert!(!sent.ends_with(b"POST"), "{sent:?}");
    }
}
