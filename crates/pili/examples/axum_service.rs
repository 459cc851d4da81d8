//! A backend in axum hands out publish URLs and room tokens, and gets callbacks: `cargo run -p pili --example axum_service`.

#![allow(clippy::print_stdout, reason = "an example shows what happens")]

use axum::extract::{Path, Request, State};
use axum::{Router, body, http::StatusCode, routing::get, routing::post};
use pili::auth::{Clock, Credentials, qiniu::CallbackVerifier};
use pili::rtc::{AppId, Permission, RoomAccess, RoomName, UserId};
use pili::urls::{Domain, StreamPath, publish, publish::PublishAuth};
use pili_local::{DEMO_HUB, DomainCallback, EventKind, Listen, Local, rtmp::Publisher};
use std::{error::Error, time::Duration};

type Answer = Result<String, (StatusCode, String)>;

fn bad(error: impl Error) -> (StatusCode, String) {
    (StatusCode::BAD_REQUEST, error.to_string())
}

async fn publish_url(State(keys): State<Credentials>, Path((domain, key)): Path<(String, String)>) -> Answer {
    let stream = StreamPath::new(DEMO_HUB, key).map_err(bad)?;
    let expires_at = Clock::system().now() + Duration::from_secs(3600);
    let plain = publish::rtmp(&Domain::new(domain).map_err(bad)?, &stream);
    PublishAuth::ExpirySk { credentials: keys, expires_at }.sign(&plain).map_err(bad)
}

async fn room_token(State(keys): State<Credentials>, Path((room, user)): Path<(String, String)>) -> Answer {
    let (app, room) = (AppId::new("desls83s2").map_err(bad)?, RoomName::new(room).map_err(bad)?);
    let (user, until) = (UserId::new(user).map_err(bad)?, Clock::system().now() + Duration::from_secs(3600));
    RoomAccess::v3(app, room, user, Permission::User, until).token(&keys).map_err(bad)
}

/// The body is taken as the bytes that arrived: they are what was signed.
async fn told(State(keys): State<Credentials>, request: Request) -> Answer {
    let (head, body) = request.into_parts();
    let request = Request::from_parts(head, body::to_bytes(body, 65536).await.map_err(bad)?);
    let event = pili::live::callback::receive(&request, &CallbackVerifier::new(keys)).map_err(bad)?;
    Ok(format!("{:?} is {:?}", event.title(), event.status()))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let here = format!("http://{}", listener.local_addr()?);
    let told_here = DomainCallback::of_all(format!("{here}/told"));
    let local = Local::builder().hub(DEMO_HUB).callback(told_here).build();
    let app = Router::new()
        .route("/publish-url/{domain}/{key}", get(publish_url))
        .route("/room-token/{room}/{user}", get(room_token))
        .route("/told", post(told))
        .with_state(local.credentials().clone());
    tokio::spawn(async { axum::serve(listener, app).await });
    let ask = async |path: String| reqwest::get(format!("{here}{path}")).await?.text().await;
    println!("{}", ask("/room-token/lobby/alice".to_owned()).await?);
    let server = local.serve(Listen::any()).await?;
    let url = ask(format!("/publish-url/{}/evening", server.addresses().rtmp)).await?;
    let _publisher = Publisher::connect(&url).await?;
    local.until(|event| event.kind == EventKind::CallbackSent).await;
    Ok(())
}
