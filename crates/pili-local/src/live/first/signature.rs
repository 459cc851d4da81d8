use axum::{
    Extension,
    body::{Body, Bytes},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use pili_auth::{VerifyError, qiniu::FirstGen};

use super::refused::Refused;
use crate::{
    body,
    events::{Cause, Explained, RefusedSignature},
    live::Pili,
    signature::wrong_already,
};

/// Lets a call through that is signed with the scheme `pili`. The body is read only if it may be.
pub(in super::super) async fn check(State(pili): State<Pili>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let mut request = http::Request::from_parts(head, Bytes::new());
    let signer = FirstGen::new(pili.ground.credentials.clone());
    if let Some(error) = wrong_already(signer.verify(&request)) {
        return Refused::new(401_001, error.to_string()).into_response();
    }
    match body::bytes(body, pili.ground.limits.body).await {
        Ok(body) => *request.body_mut() = body,
        Err(refused) => return Refused::from(refused).into_response(),
    }
    match signer.verify(&request) {
        Ok(()) => next.run(request.map(Body::from)).await,
        Err(VerifyError::Mismatch) => {
            let text = signer.string_to_sign(&request).to_text().into_owned();
            let message =
                format!("the signature does not match: the text to sign is `{}`", text.escape_debug());
            let signature = RefusedSignature::of(&text, None);
            let explained = Explained { cause: Cause::Signature, signature };
            (Extension(explained), Refused::new(401_001, message)).into_response()
        }
        Err(error) => Refused::new(401_001, error.to_string()).into_response(),
    }
}
