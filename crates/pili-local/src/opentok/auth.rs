use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use pili_auth::opentok::{ProjectJwt, Refusal};

use super::{refused::Refused, state::OpenTok};

/// Lets a call through whose token is right, and whose path names the project of the token.
pub(super) async fn check(State(state): State<OpenTok>, request: Request, next: Next) -> Response {
    match verify(&state, &request) {
        Ok(()) => next.run(request).await,
        Err(refused) => refused.into_response(),
    }
}

fn verify(state: &OpenTok, request: &Request) -> Result<(), Refused> {
    let verified = ProjectJwt::new(state.project.clone()).verify(&head(request), state.clock.now());
    verified.map_err(|refusal| Refused::new(403, message(&refusal)).coded(-1))?;
    let mut path = request.uri().path().split('/').skip(1);
    let foreign = path.next() == Some("v2") && path.nth(1) != Some(state.project.access_key());
    if foreign { Err(Refused::new(403, "Invalid project").coded(-1)) } else { Ok(()) }
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
        Refusal::OtherKey(_) => format!("Issuer not found: {refusal}"),
        Refusal::Signature => format!("Invalid signature: {refusal}"),
        _ => format!("Invalid token: {refusal}"),
    }
}
