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

use crate::{reply::Refused, service::Service};
use candidate::Candidate;

/// The largest body of a call, in bytes.
pub(crate) const MOST_BODY: usize = 8 << 20;

/// Lets a call through whose signature is right.
pub(crate) async fn check(State(service): State<Service>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MOST_BODY).await else {
        return Refused::new(413, "the body is larger than 8 MiB or was cut short").into_response();
    };
    let request = http::Request::from_parts(head, body);
    match verify(&service, &request) {
        Ok(()) => next.run(request.map(Body::from)).await,
        Err(refused) => refused.into_response(),
    }
}

fn verify(service: &Service, request: &http::Request<Bytes>) -> Result<(), BadToken> {
    let signer = QiniuV2::new(service.credentials.clone());
    match signer.verify(request) {
        Ok(()) => Ok(()),
        Err(VerifyError::Mismatch) => explain(&signer, request),
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
