use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use pili_auth::opentok::Refusal;

use super::{refused::Refused, state::OpenTok};

/// Lets a call through whose token is right, and whose path names the project or application of the token.
pub(super) async fn check(State(state): State<OpenTok>, request: Request, next: Next) -> Response {
    match verify(&state, &request) {
        Ok(()) => next.run(request).await,
        Err(message) => Refused::new(403, message).coded(-1).into_response(),
    }
}

fn verify(state: &OpenTok, request: &Request) -> Result<(), String> {
    let verified = state.caller.verify(&head(request), state.clock.now());
    verified.map_err(|refusal| explained(state, &refusal))?;
    let mut path = request.uri().path().split('/').skip(1);
    let foreign = path.next() == Some("v2") && path.nth(1) != Some(state.caller.id());
    if !foreign {
        return Ok(());
    }
    Err(format!(
        "Invalid project: the path names another than {}, which made the token",
        state.caller.issuer()
    ))
}

/// The same, and who is served where somebody else called.
fn explained(state: &OpenTok, refusal: &Refusal) -> String {
    match refusal {
        Refusal::OtherKey(_) | Refusal::OtherApplication(_) | Refusal::OtherMode(_) => {
            format!("{}; served here is {}", message(refusal), state.caller.issuer())
        }
        _ => message(refusal),
    }
}

/// A request as far as its token goes.
pub(super) fn head(request: &Request) -> http::Request<bytes::Bytes> {
    let mut received = http::Request::new(bytes::Bytes::new());
    received.headers_mut().clone_from(request.headers());
    received
}

/// The vendor's words where they are known, and then the reason.
pub(super) fn message(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Missing => format!("No suitable authentication found: {refusal}"),
        Refusal::OtherKey(_) | Refusal::OtherApplication(_) => {
            format!("Issuer not found: {refusal}")
        }
        Refusal::Signature => format!("Invalid signature: {refusal}"),
        _ => format!("Invalid token: {refusal}"),
    }
}
