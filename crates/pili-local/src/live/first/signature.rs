use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use pili_auth::{VerifyError, qiniu::FirstGen};

use super::refused::Refused;
use crate::{service::Service, signature::MOST_BODY};

/// Lets a call through that is signed with the scheme `pili`.
pub(in super::super) async fn check(
    State(service): State<Service>,
    request: Request,
    next: Next,
) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MOST_BODY).await else {
        return Refused::new(413_000, "the body is larger than 8 MiB or was cut short").into_response();
    };
    let request = http::Request::from_parts(head, body);
    let signer = FirstGen::new(service.credentials.clone());
    match signer.verify(&request) {
        Ok(()) => next.run(request.map(Body::from)).await,
        Err(VerifyError::Mismatch) => {
            let text = signer.string_to_sign(&request).to_text().into_owned();
            let message =
                format!("the signature does not match: the text to sign is `{}`", text.escape_debug());
            Refused::new(401_001, message).into_response()
        }
        Err(error) => Refused::new(401_001, error.to_string()).into_response(),
    }
}
