use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::StatusCode,
    routing::any,
};
use pili::auth::qiniu::CallbackVerifier;
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::mpsc};

use super::{CALLBACK, is_right, tell, verifier};
use crate::{
    args::Listen,
    clock,
    cmd::local::until_stopped,
    context::Context,
    exit::Exit,
    failure::{Failure, Result},
    output::{Format, Output},
};

/// No callback has a larger body.
const MOST_BODY: usize = 64 << 10;

#[derive(Clone)]
struct Receiver {
    verifier: Arc<CallbackVerifier>,
    told: mpsc::Sender<Value>,
}

pub(super) async fn run(args: Listen, context: &Context) -> Result {
    let verifier = Arc::new(verifier(&args.check, context.target()?.credentials()?));
    let failed = |error| {
        let failure = Failure::new(Exit::Failed, format_args!("cannot listen on {}: {error}", args.address));
        failure.advise("choose another with --address (port 0 for any)")
    };
    let listener = TcpListener::bind(args.address).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    context.output.note(format_args!("listening on http://{address}; Ctrl-C ends it"));
    let (told, mut calls) = mpsc::channel(64);
    let router = Router::new().fallback(any(receive)).with_state(Receiver { verifier, told });
    tokio::select! {
        served = async { axum::serve(listener, router).await } => {
            served.map_err(|error| Failure::new(Exit::Failed, error))
        }
        shown = show_all(&mut calls, args.count, context.output) => shown,
        () = until_stopped() => Ok(()),
    }
}

/// Answers as a server of one's own should: 200 to what is signed by the account, 401 to all else.
async fn receive(State(receiver): State<Receiver>, request: Request<Body>) -> StatusCode {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MOST_BODY).await else { return StatusCode::PAYLOAD_TOO_LARGE };
    let told = tell(&http::Request::from_parts(head, body), &receiver.verifier);
    let status = if is_right(&told) { StatusCode::OK } else { StatusCode::UNAUTHORIZED };
    // A listener that is about to end needs no more.
    let _ = receiver.told.send(told).await;
    status
}

async fn show_all(calls: &mut mpsc::Receiver<Value>, count: Option<usize>, output: Output) -> Result {
    let mut rest = count.unwrap_or(usize::MAX);
    while rest > 0 {
        let Some(mut told) = calls.recv().await else { break };
        told["at"] = json!(clock::rfc3339(clock::now()));
        show(&told, output)?;
        rest -= 1;
    }
    Ok(())
}

/// A line for each as it comes, or a paragraph for a person.
fn show(told: &Value, output: Output) -> Result {
    match output.format() {
        Format::Text => {
            output.item(told, &CALLBACK)?;
            output.text("\n")
        }
        _ => output.text(format_args!("{told}\n")),
    }
}
