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
        refused(&error, credentials, now, given, text)
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
        let refused = refused(&error, credentials, now, given.signature, text);
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
