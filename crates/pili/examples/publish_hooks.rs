//! Callbacks of a publish domain: a publish begins, the hook knows the user it is for, and ends what is not allowed.
//!
//! Run with `cargo run -p pili --example publish_hooks`; a local service sends the callbacks.

#![allow(clippy::print_stdout, reason = "an example shows what happens")]

use std::{error::Error, time::Duration};

use axum::{Router, body, extract::Request, extract::State, http::StatusCode, routing};
use pili::{
    auth::qiniu::CallbackVerifier,
    live::{self, Client, Hub, callback},
};
use pili_local::{DEMO_HUB, DomainCallback, EventKind, Listen, Local, rtmp::Publisher};

type Hooks = (CallbackVerifier, Client);

async fn hook(State((verifier, client)): State<Hooks>, request: Request) -> (StatusCode, String) {
    let (head, body) = request.into_parts();
    let Ok(body) = body::to_bytes(body, 65536).await else { return (StatusCode::BAD_REQUEST, String::new()) };
    let event = match callback::receive(&Request::from_parts(head, body), &verifier) {
        Ok(event) => event,
        Err(error) => return (StatusCode::UNAUTHORIZED, error.to_string()),
    };
    let (key, user) = (event.title().unwrap_or_default(), event.get("user").unwrap_or("nobody"));
    println!("{key} by {user}: connected {}", event.is_connected());
    if event.is_connected() && user != "ann" {
        let banned = client.send(Hub::new(DEMO_HUB).stream(key).disable_for(Duration::from_secs(600))).await;
        println!("{key} is disabled: {}", banned.is_ok());
    }
    (StatusCode::OK, String::new())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/hook", listener.local_addr()?);
    // What the vendor's portal sets at a domain: the names are ours, `$(_user)` is the publish URL's `user`.
    let told =
        DomainCallback::form(url).var("title", "$(title)").var("status", "$(status)").var("user", "$(_user)");
    let local = Local::builder().hub(DEMO_HUB).callback(told).build();
    let server = local.serve(Listen::any()).await?;

    let keys = local.credentials().clone();
    let client = live::builder(keys.clone()).endpoint(server.endpoint()).build()?;
    let app =
        Router::new().route("/hook", routing::post(hook)).with_state((CallbackVerifier::new(keys), client));
    tokio::spawn(async { axum::serve(listener, app).await });

    let _mallory = Publisher::connect(&local.urls(DEMO_HUB, "evening")?.publish).await?;
    let ended = local.until(|event| event.is(EventKind::PublishEnded, "demo/evening")).await;
    println!("{}", ended.reason.unwrap_or_default());
    Ok(())
}
