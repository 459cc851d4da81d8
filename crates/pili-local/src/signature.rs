//! Checks the signature of every call for real, and explains a wrong one.

mod candidate;

use axum::{
    Json,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use pili_auth::{
    VerifyError,
    qiniu::{Authorization, QiniuV2, token_matches},
};
use serde_json::json;

use crate::{ground::Ground, reply::Refused};
use candidate::Candidate;

/// Lets a call through whose signature is right. The body is read only if it may be.
pub(crate) async fn check(State(ground): State<Ground>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let mut request = http::Request::from_parts(head, Bytes::new());
    let signer = QiniuV2::new(ground.credentials.clone());
    if let Some(error) = wrong_already(signer.verify(&request)) {
        return BadToken::because(error.to_string()).into_response();
    }
    match to_bytes(body, ground.limits.body).await {
        Ok(body) => *request.body_mut() = body,
        Err(_) => return Refused::new(413, too_large(ground.limits.body)).into_response(),
    }
    match verify(&signer, &request) {
        Ok(()) => next.run(request.map(Body::from)).await,
        Err(refused) => refused.into_response(),
    }
}

/// What is wrong with a signature whatever the body says, of a request without its body.
pub(crate) fn wrong_already(verified: Result<(), VerifyError>) -> Option<VerifyError> {
    verified.err().filter(|error| *error != VerifyError::Mismatch)
}

pub(crate) fn too_large(most: usize) -> String {
    format!("the body is larger than {most} bytes or was cut short")
}

fn verify(signer: &QiniuV2, request: &http::Request<Bytes>) -> Result<(), BadToken> {
    match signer.verify(request) {
        Ok(()) => Ok(()),
        Err(VerifyError::Mismatch) => explain(signer, request),
        Err(error) => Err(BadToken::because(error.to_string())),
    }
}

/// Looks for the text that was signed instead, among those that SDKs are known to sign.
fn explain(signer: &QiniuV2, request: &http::Request<Bytes>) -> Result<(), BadToken> {
    let expected = signer.string_to_sign(request).map_err(|error| BadToken::because(error.to_string()))?;
    let expected = expected.to_text().into_owned();
    let signature = Authorization::of(request.headers()).map_or("", |authorization| authorization.signature);
    let secret = signer.credentials().secret_key();
    let found =
        Candidate::all(signer, request).into_iter().find(|c| token_matches(secret, &c.text, signature));
    match found {
        Some(candidate) if candidate.accepted => {
            tracing::info!(signed = candidate.what, "accepted a signature as an official SDK makes it");
            Ok(())
        }
        Some(candidate) => Err(BadToken::parts(expected, &candidate)),
        None => Err(BadToken { expected: Some(expected), ..BadToken::because(NO_CANDIDATE.to_owned()) }),
    }
}

const NO_CANDIDATE: &str = "the signature does not match the request as received: compare string_to_sign with what \
                            you signed";

/// The answer to a wrong signature. Never holds a key.
struct BadToken {
    message: String,
    expected: Option<String>,
    signed: Option<String>,
    part_at: Option<usize>,
}

impl BadToken {
    fn because(message: String) -> Self {
        Self { message, expected: None, signed: None, part_at: None }
    }

    fn parts(expected: String, candidate: &Candidate) -> Self {
        let signed = String::from_utf8_lossy(&candidate.text).into_owned();
        let same = expected.bytes().zip(signed.bytes()).take_while(|(left, right)| left == right).count();
        let message = format!(
            "the signature covers {}: string_to_sign and string_signed part at byte {same}",
            candidate.what
        );
        Self { message, expected: Some(expected), signed: Some(signed), part_at: Some(same) }
    }
}

impl IntoResponse for BadToken {
    fn into_response(self) -> Response {
        tracing::info!(reason = self.message, "refused a signature");
        let mut body = json!({ "error": format!("bad token: {}", self.message) });
        for (name, value) in [("string_to_sign", self.expected), ("string_signed", self.signed)] {
            if let Some(value) = value {
                body[name] = value.into();
            }
        }
        if let Some(at) = self.part_at {
            body["part_at"] = at.into();
        }
        (StatusCode::UNAUTHORIZED, Json(body)).into_response()
    }
}
