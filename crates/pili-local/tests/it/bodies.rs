//! When the body of a call is read: after its head has shown that it may be signed.

use std::time::Duration;

use pili_local::{DEMO_ACCESS_KEY, Limits, Local, Server};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use crate::support::serve;

const SOON: Duration = Duration::from_secs(10);

/// What is answered to a call whose body never comes.
async fn answer_to_no_body(server: &Server, line: &str, headers: &str) -> String {
    let mut client = TcpStream::connect(server.addresses().http).await.unwrap();
    let head = format!("{line} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n{headers}\r\n");
    client.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    timeout(SOON, client.read_to_string(&mut answer)).await.expect("an answer without a body").unwrap();
    answer
}

fn local(request: Duration) -> Local {
    let mut limits = Limits::default();
    limits.request = request;
    Local::builder().hub("demo").bucket("demo-bucket").limits(limits).build()
}

/// Calls whose heads show that their signatures are missing or wrong, and what they are answered.
fn hopeless() -> Vec<(&'static str, &'static str, u16)> {
    vec![
        ("POST /v2/hubs/demo/streams", "", 401),
        ("POST /v2/hubs/demo/streams", "Authorization: Qiniu other:c2ln\r\n", 401),
        ("POST /v2/hubs/demo/streams", "Authorization: Basic local-demo-access-key:c2ln\r\n", 401),
        ("POST /v1/streams", "", 401),
        ("POST /v1/streams", "Authorization: pili other:c2ln\r\n", 401),
        ("POST /v3/apps", "", 401),
        ("PUT /demo-bucket/channel?live", "", 403),
        ("PUT /demo-bucket/channel?live", "Authorization: OSS other:c2ln\r\n", 403),
        ("POST /session/create", "", 403),
        ("POST /session/create", "X-OPENTOK-AUTH: a.b.c\r\n", 403),
        ("POST /no", "", 501),
    ]
}

#[tokio::test]
async fn no_body_is_waited_for_unless_the_head_shows_a_known_key() {
    let server = serve(&local(SOON * 10)).await;
    for (line, headers, status) in hopeless() {
        let answer = answer_to_no_body(&server, line, headers).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{line}, {headers}: {answer}");
    }
}

#[tokio::test]
async fn a_body_that_may_be_signed_is_waited_for_and_then_no_more() {
    let server = serve(&local(Duration::from_secs(2))).await;
    for (line, scheme) in [("POST /v2/hubs/demo/streams", "Qiniu"), ("POST /v1/streams", "pili")] {
        let signed = format!("Authorization: {scheme} {DEMO_ACCESS_KEY}:c2ln\r\n");
        let answer = answer_to_no_body(&server, line, &signed).await;
        assert!(answer.starts_with("HTTP/1.1 408 "), "{line}: {answer}");
    }
}
