//! Webhooks of OpenTok and Vonage in an axum server: verified and read. The local service sends them here; the vendor's
//! dashboard names the same URL and secret.
//! `cargo run -p pili --example opentok_webhooks --features opentok`

#![allow(clippy::print_stdout, reason = "an example shows what happens")]

use axum::{Router, body, extract::Request, extract::State, http::StatusCode, routing::post};
use pili::{
    Credentials,
    auth::Clock,
    opentok::{
        CallbackVerifier, ClientToken, Nonce, Project,
        webhook::{self, Event, EventKind, Monitoring},
    },
};
use pili_local::Local;
use tokio::{net::TcpListener, sync::mpsc};

/// The body is taken as the bytes that arrived: they are what was signed. What cannot be kept is sent again.
async fn hook(State(events): State<mpsc::Sender<Event>>, request: Request) -> (StatusCode, String) {
    let (head, body) = request.into_parts();
    let Ok(body) = body::to_bytes(body, 65536).await else { return (StatusCode::BAD_REQUEST, String::new()) };
    let (request, verifier) = (Request::from_parts(head, body), CallbackVerifier::new("session secret"));
    match webhook::receive(&request, &verifier, Clock::system().now()) {
        Ok(event) => {
            let is_kept = events.try_send(event).is_ok();
            (if is_kept { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, String::new())
        }
        Err(error) => (StatusCode::UNAUTHORIZED, error.to_string()),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (events, mut received) = mpsc::channel(100);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/opentok", listener.local_addr()?);
    let app = Router::new().route("/opentok", post(hook)).with_state(events);
    tokio::spawn(async { axum::serve(listener, app).await });

    let keys = Credentials::new("45678123", "a secret");
    let local = Local::builder().credentials(keys.clone());
    let local = local.webhook(Monitoring::Session, &url, "session secret")?.build();
    let client = pili::opentok::builder(keys.clone()).transport(local.transport());
    let session = client.send(Project::new("45678123").create_session()).await?.session_id;
    let token = ClientToken::new(&session).data("Ann").jwt(&keys, local.clock().now(), Nonce::new(1)?)?;
    local.connect(&session, &token)?.disconnect()?;
    while let Some(event) = received.recv().await {
        println!("{}", event.name());
        if event.kind == EventKind::SessionDestroyed {
            break;
        }
    }

    // Anybody may send something here; what nobody signed is refused.
    let forged = reqwest::Client::new().post(&url).body(r#"{"event":"sessionDestroyed"}"#).send().await?;
    println!("{}: {}", forged.status(), forged.text().await?);
    Ok(())
}
