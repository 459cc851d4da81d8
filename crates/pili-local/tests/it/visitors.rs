//! The routes for tests, as web pages and others on the network would reach them.

use pili_local::{Local, Server};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::support::{hub, json, over_socket, raw, serve};

const JSON: &str = "Content-Type: application/json";

/// Posts a fault with these headers; gives back the status and the text.
async fn post(server: &Server, headers: &[&str]) -> (u16, String) {
    let mut client = TcpStream::connect(server.addresses().http).await.unwrap();
    let (headers, fault) = (headers.join("\r\n"), r#"{"status":503}"#);
    let length = fault.len();
    let request = format!(
        "POST /_local/faults HTTP/1.1\r\n{headers}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{fault}"
    );
    client.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    client.read_to_string(&mut answer).await.unwrap();
    (answer[9..12].parse().unwrap(), answer)
}

#[tokio::test]
async fn no_web_page_can_do_what_a_test_can() {
    let local = Local::demo();
    let server = serve(&local).await;
    let host = format!("Host: {}", server.addresses().http);
    for (headers, status, said) in [
        (vec![&*host, "Origin: http://evil.example", JSON], 403, "http://evil.example"),
        (vec![&*host, "Origin: null", JSON], 403, "null"),
        (vec!["Host: evil.example:8935", JSON], 403, "--allow-host evil.example"),
        (vec![&*host, "Content-Type: text/plain"], 415, "application/json"),
        (vec![&*host], 415, "application/json"),
    ] {
        let (told, answer) = post(&server, &headers).await;
        assert!(told == status && answer.contains(said), "{headers:?}: {answer}");
    }
    over_socket(&local, &server).send(hub().streams()).await.expect("no fault was added");
    assert_eq!(post(&server, &[&host, JSON]).await.0, 204);
}

#[tokio::test]
async fn a_host_that_is_allowed_is_known() {
    let local = Local::builder().hub("demo").allow_host("Pili-Local:80").build();
    let server = serve(&local).await;
    assert_eq!(post(&server, &["Host: pili-local:8935", JSON]).await.0, 204);
}

#[tokio::test]
async fn all_routes_for_tests_can_be_off_and_say_how_to_have_them() {
    let local = Local::builder().hub("demo").test_routes(false).build();
    for path in
        ["faults", "measure", "hubs/demo/domains/a.example.com", "rtc/rooms/join", "opentok/layouts/1"]
    {
        let request = http::Request::post(format!("http://h/_local/{path}")).body("{}".into()).unwrap();
        let answer = raw(&local, request).await;
        assert_eq!(answer.status(), 403, "{path}");
        assert!(json(&answer)["error"].as_str().unwrap().contains("--test-routes"), "{path}");
    }
    let healthz = http::Request::get("http://h/healthz").body("".into()).unwrap();
    assert_eq!(raw(&local, healthz).await.status(), 200);
}
