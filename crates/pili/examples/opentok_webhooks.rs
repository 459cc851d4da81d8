//! Webhooks of OpenTok and Vonage in an axum server: verified, read, and answered before the work is done. The local
//! service sends them here; the vendor's dashboard names the same URL and secrets.
//!
//! `cargo run -p pili --example opentok_webhooks --features opentok`

#![allow(clippy::print_stdout, reason = "an example shows what happens")]

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, Request, StatusCode},
    routing::post,
};
use pili::{
    Credentials,
    core::auth::Clock,
    opentok::{
        CallbackVerifier, ClientToken, Nonce, Project,
        webhook::{self, Event, EventKind, Monitoring},
    },
};
use pili_local::Local;
use tokio::{net::TcpListener, sync::mpsc};

/// What the handler needs.
#[derive(Clone)]
struct Hooks {
    verifier: CallbackVerifier,
    clock: Clock,
    events: mpsc::Sender<Event>,
}

/// The body is taken as the bytes that arrived: they are what was signed.
async fn hook(State(hooks): State<Hooks>, headers: HeaderMap, body: Bytes) -> (StatusCode, String) {
    let mut request = Request::new(body);
    *request.headers_mut() = headers;
    match webhook::receive(&request, &hooks.verifier, hooks.clock.now()) {
        // What cannot be kept is sent again, if it is not answered with 200.
        Ok(event) => match hooks.events.try_send(event) {
            Ok(()) => (StatusCode::OK, String::new()),
            Err(full) => (StatusCode::SERVICE_UNAVAILABLE, full.to_string()),
        },
        Err(error) => (StatusCode::UNAUTHORIZED, error.to_string()),
    }
}

fn handle(event: &Event) {
    match &event.kind {
        EventKind::ConnectionCreated(connection) => println!("{} came", connection.data),
        EventKind::StreamCreated(stream) => {
            println!("{} publishes {:?}", stream.connection.data, stream.name)
        }
        EventKind::ConnectionDestroyed(connection) => {
            println!(
                "{} left: {}",
                connection.data,
                event.reason.as_ref().map_or("", |reason| reason.as_str())
            );
        }
        EventKind::Archive(archive) => println!("the archive {} is {}", archive.id, archive.status),
        other => println!("{} in {:?}", other.name(), event.session_id),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (events, mut received) = mpsc::channel(100);
    let verifier = CallbackVerifier::new("session secret").or("archive secret");
    let hooks = Hooks { verifier, clock: Clock::system(), events };
    let app = Router::new().route("/opentok", post(hook)).with_state(hooks);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/opentok", listener.local_addr()?);
    tokio::spawn(async { axum::serve(listener, app).await });

    let project = Credentials::new("45678123", "a secret");
    let local = Local::builder()
        .credentials(project.clone())
        .webhook(Monitoring::Session, &url, "session secret")?
        .webhook(Monitoring::Archive, &url, "archive secret")?
        .build();
    let client = pili::opentok::builder(project.clone()).transport(local.transport());
    let session = client.send(Project::new("45678123").create_session()).await?.session_id;
    let token = ClientToken::new(&session).data("Ann").jwt(&project, local.clock().now(), Nonce::new(1)?)?;
    let ann = local.connect(&session, &token)?;
    ann.publish_stream("camera")?;
    ann.disconnect()?;

    while let Some(event) = received.recv().await {
        handle(&event);
        if event.kind == EventKind::SessionDestroyed {
            break;
        }
    }

    // Anybody may send something here; what nobody signed is refused.
    let forged = reqwest::Client::new().post(&url).body(r#"{"event":"sessionDestroyed"}"#).send().await?;
    println!("{}: {}", forged.status(), forged.text().await?);
    Ok(())
}
