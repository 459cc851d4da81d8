//! Checks the signature of every call for real, and explains a wrong one.

use axum::{
    Extension, Json,
    body::Body,
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use pili_auth::{
    VerifyError,
    qiniu::{Authorization, QiniuV2},
};
use pili_gate::signature::{Candidate, signed_instead};
use serde_json::json;

use crate::{
    body,
    events::{Again, Cause, Explained, RefusedSignature},
    ground::Ground,
    reply::Refused,
};

/// Lets a call through whose signature is right. The body is read only if it may be.
pub(crate) async fn check(State(ground): State<Ground>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let mut request = http::Request::from_parts(head, Bytes::new());
    let signer = QiniuV2::new(ground.credentials.clone());
    if let Some(error) = wrong_already(signer.verify(&request)) {
        return BadToken::from(&error).of(&request).into_response();
    }
    match body::bytes(body, ground.limits.body).await {
        Ok(body) => *request.body_mut() = body,
        Err(refused) => return refused.into_response(),
    }
    match verify(&signer, &request) {
        Ok(()) => next.run(request.map(Body::from)).await,
        Err(refused) => (Again::of(&request), refused.of(&request)).into_response(),
    }
}

/// What is wrong with a signature whatever the body says, of a request without its body.
pub(crate) fn wrong_already(verified: Result<(), VerifyError>) -> Option<VerifyError> {
    verified.err().filter(|error| *error != VerifyError::Mismatch)
}

fn verify(signer: &QiniuV2, request: &http::Request<Bytes>) -> Result<(), BadToken> {
    match signer.verify(request) {
        Ok(()) => Ok(()),
        Err(VerifyError::Mismatch) => explain(signer, request),
        Err(error) => Err(BadToken::from(&error)),
    }
}

/// Looks for the text that was signed instead, among those that SDKs are known to sign.
fn explain(signer: &QiniuV2, request: &http::Request<Bytes>) -> Result<(), BadToken> {
    let expected = signer.string_to_sign(request).map_err(|error| BadToken::because(error.to_string()))?;
    let expected = expected.to_text().into_owned();
    match signed_instead(signer, request) {
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
    cause: Cause,
    access_key: Option<String>,
    expected: Option<String>,
    signed: Option<String>,
    part_at: Option<usize>,
}

impl BadToken {
    fn because(message: String) -> Self {
        let (cause, access_key) = (Cause::Signature, None);
        Self { message, cause, access_key, expected: None, signed: None, part_at: None }
    }

    /// With the key that the request names.
    fn of(self, request: &http::Request<Bytes>) -> Self {
        let named = Authorization::of(request.headers()).ok();
        Self { access_key: named.map(|named| named.access_key.to_owned()), ..self }
    }

    fn explained(&self) -> Explained {
        let signed = self.signed.as_deref();
        let signature = self.expected.as_ref().map(|expected| RefusedSignature::of(expected, signed));
        let signature = signature.unwrap_or_default().access_key(self.access_key.as_deref());
        Explained { cause: self.cause, signature }
    }

    fn parts(expected: String, candidate: &Candidate) -> Self {
        let signed = String::from_utf8_lossy(&candidate.text).into_owned();
        let same = expected.bytes().zip(signed.bytes()).take_while(|(left, right)| left == right).count();
        let message = format!(
            "the signature covers {}: string_to_sign and string_signed part at byte {same}",
            candidate.what
        );
        Self { expected: Some(expected), signed: Some(signed), part_at: Some(same), ..Self::because(message) }
    }
}

impl From<&VerifyError> for BadToken {
    fn from(error: &VerifyError) -> Self {
        Self { cause: cause(error), ..Self::because(error.to_string()) }
    }
}

pub(crate) fn cause(error: &VerifyError) -> Cause {
    match error {
        VerifyError::UnknownAccessKey(_) => Cause::UnknownKey,
        VerifyError::Skewed(_) => Cause::Time,
        VerifyError::Scheme(_) => Cause::Rule,
        VerifyError::Mismatch => Cause::Signature,
        _ => Cause::Malformed,
    }
}

impl IntoResponse for BadToken {
    fn into_response(self) -> Response {
        tracing::debug!(reason = self.message, "refused a signature");
        let explained = self.explained();
        let error = format!("bad token: {}", self.message);
        let mut body = json!({ "error": error });
        for (name, value) in [("string_to_sign", self.expected), ("string_signed", self.signed)] {
            if let Some(value) = value {
                body[name] = value.into();
            }
        }
        if let Some(at) = self.part_at {
            body["part_at"] = at.into();
        }
        let refused = Refused::new(StatusCode::UNAUTHORIZED.as_u16(), error);
        (StatusCode::UNAUTHORIZED, Extension(refused), Extension(explained), Json(body)).into_response()
    }
}
