//! reqwest as the transport: its errors keep the client's promises without being translated.

use std::{net::SocketAddr, time::Duration};

use bytes::Bytes;
use http_body_util::Full;
use pili_core::{BufferBody, Endpoint, ErrorKind, RetryPolicy, Transport};
use tokio::{io::AsyncReadExt as _, net::TcpListener};

use crate::stage::{Client, Read, Write, signer};

fn over(http: reqwest::Client) -> impl Transport {
    BufferBody::new(tower::service_fn(move |request: http::Request<Full<Bytes>>| {
        let http = http.clone();
        async move {
            let answer = http.execute(request.map(reqwest::Body::wrap).try_into()?).await?;
            Ok::<_, reqwest::Error>(http::Response::from(answer))
        }
    }))
}

/// A client with quick repeats.
fn client(address: SocketAddr, http: reqwest::ClientBuilder) -> Client {
    let quick = RetryPolicy::with_waits(2, Duration::from_millis(1), Duration::from_millis(2));
    let endpoint = Endpoint::parse(&format!("http://{address}")).unwrap();
    Client::builder(endpoint).signer(signer()).retry(quick).transport(over(http.build().unwrap()))
}

#[tokio::test]
async fn no_connection_means_not_sent_and_a_write_is_repeated() {
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let error = client(nobody, reqwest::Client::builder()).send(Write("a")).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 3), "{error}");
    assert!(!error.may_have_taken_effect(), "{error}");
}

#[tokio::test]
async fn an_exchange_that_breaks_or_takes_too_long_may_have_happened() {
    for hangs in [false, true] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(async move {
            let mut held = Vec::new();
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let _ = stream.read(&mut [0; 1024]).await;
                held.extend(hangs.then_some(stream));
            }
        });
        let http = || reqwest::Client::builder().read_timeout(Duration::from_millis(100));
        let error = client(address, http()).send(Write("a")).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1), "{error}");
        assert!(error.may_have_taken_effect(), "{error}");
        let error = client(address, http()).send(Read).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 3), "{error}");
        server.abort();
    }
}
