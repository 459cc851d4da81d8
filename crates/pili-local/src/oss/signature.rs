//! Checks the signature of every call for real.

use std::time::SystemTime;

use bytes::Bytes;
use http::{Request, header::AUTHORIZATION};
use pili_auth::{
    Credentials, SignError, VerifyError,
    oss::{Authorization, OssV1, OssV4},
    qiniu,
};
use pili_oss::wire::iso8601;

use super::refused::Refused;
use crate::{
    events::{Explained, RefusedSignature},
    signature::cause,
};

/// Refuses a call whose signature is missing or wrong.
pub(super) fn check(
    request: &Request<Bytes>,
    credentials: &Credentials,
    now: SystemTime,
) -> Result<(), Refused> {
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    match header.and_then(|value| value.split(' ').next()) {
        None => Err(Refused::new(403, "AccessDenied", "the call is not signed")),
        Some("OSS") => v1(request, credentials, now),
        Some(_) => v4(request, credentials, now),
    }
}

fn v1(request: &Request<Bytes>, credentials: &Credentials, now: SystemTime) -> Result<(), Refused> {
    let signer = OssV1::new(credentials.clone());
    signer.verify(request, now).map_err(|error| {
        let given = qiniu::Authorization::of(request.headers()).map_or("", |given| given.signature);
        let text = signer.string_to_sign(request).map(|text| text.to_text().into_owned());
        let explained = explained(&error, request, text.as_deref().ok());
        refused(&error, credentials, now, given, text).explained(explained)
    })
}

/// The region is the caller's: the service is in all of them.
fn v4(request: &Request<Bytes>, credentials: &Credentials, now: SystemTime) -> Result<(), Refused> {
    let given = Authorization::of(request.headers())
        .map_err(|error| Refused::new(403, "AccessDenied", error.to_string()))?;
    let signer =
        OssV4::new(credentials.clone(), given.region()).additional_headers(&given.additional_headers);
    signer.verify(request, now).map_err(|error| {
        let text = signer.string_to_sign(request).map(|text| text.to_text().into_owned());
        let explained = explained(&error, request, text.as_deref().ok());
        let refused = refused(&error, credentials, now, given.signature, text).explained(explained);
        match (error, signer.canonical_request(request)) {
            (VerifyError::Mismatch, Ok(canonical)) => refused.with("CanonicalRequest", canonical),
            _ => refused,
        }
    })
}

fn refused(
    error: &VerifyError,
    credentials: &Credentials,
    now: SystemTime,
    signature: &str,
    string_to_sign: Result<String, SignError>,
) -> Refused {
    let because = |code| Refused::new(403, code, error.to_string());
    match error {
        VerifyError::UnknownAccessKey(key) => because("InvalidAccessKeyId").with("OSSAccessKeyId", key),
        VerifyError::Skewed(_) => because("RequestTimeTooSkewed")
            .with("MaxAllowedSkewMilliseconds", "900000")
            .with("ServerTime", iso8601(now)),
        VerifyError::Mismatch => because("SignatureDoesNotMatch")
            .with("OSSAccessKeyId", credentials.access_key())
            .with("SignatureProvided", signature)
            .with("StringToSign", string_to_sign.unwrap_or_default()),
        _ => because("AccessDenied"),
    }
}

/// What is wrong, without the token of temporary credentials.
fn explained(error: &VerifyError, request: &Request<Bytes>, text: Option<&str>) -> Explained {
    let token = request.headers().get("x-oss-security-token").and_then(|token| token.to_str().ok());
    let hidden = |text: &str| token.map_or(text.to_owned(), |token| text.replace(token, "…"));
    let is_text = matches!(error, VerifyError::Mismatch);
    let text = text.filter(|_| is_text).map(hidden);
    let signature = text.map(|text| RefusedSignature::of(&text, None)).unwrap_or_default();
    Explained { cause: cause(error), signature: signature.access_key(access_key(request).as_deref()) }
}

/// The access key that a request names: `OSS <key>:<signature>`, or `Credential=<key>/…`.
fn access_key(request: &Request<Bytes>) -> Option<String> {
    if let Ok(v1) = qiniu::Authorization::of(request.headers()).map(|given| given.access_key) {
        return Some(v1.to_owned());
    }
    let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (_, credential) = header.split_once("Credential=")?;
    credential.split(['/', ',']).next().map(str::to_owned)
}
