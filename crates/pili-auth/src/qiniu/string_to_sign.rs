//! The text a `Qiniu` signature covers (spec 2.1): it describes the request exactly as sent.

use std::borrow::Cow;

use bytes::Bytes;
use http::{
    HeaderMap, Request, Uri,
    header::{CONTENT_TYPE, HOST},
};
use percent_encoding::percent_decode_str;

use super::{PathForm, QiniuV2, headers};
use crate::SignError;

const OCTET_STREAM: &str = "application/octet-stream";

pub(super) fn string_to_sign(rules: &QiniuV2, request: &Request<Bytes>) -> Result<Vec<u8>, SignError> {
    let method = request.method().as_str().as_bytes();
    let path: Cow<'_, [u8]> = match rules.path_form {
        PathForm::Raw => request.uri().path().as_bytes().into(),
        PathForm::Decoded => percent_decode_str(request.uri().path()).into(),
    };
    let [mark, query] = query(request.uri());
    let host = host(request)?.as_bytes();
    let content_type = content_type(request.headers())?;
    let named: &[u8] = if content_type.is_empty() { b"" } else { b"\nContent-Type: " };
    let lines = headers::lines(request.headers())?;
    let body = if signs_body(rules, content_type, request.body()) { request.body().as_ref() } else { b"" };
    let (content_type, lines) = (content_type.as_bytes(), lines.as_bytes());
    // Of exact length, so that nothing is copied when it is kept.
    Ok([method, b" ", &path, mark, query, b"\nHost: ", host, named, content_type, lines, b"\n\n", body]
        .concat())
}

/// Path and query, a line feed, and `body`: what the older schemes sign (spec 2.4, 2.5).
pub(super) fn target_and(uri: &Uri, body: &[u8]) -> Vec<u8> {
    let [mark, query] = query(uri);
    [uri.path().as_bytes(), mark, query, b"\n", body].concat()
}

/// The query with its mark; neither where it is empty.
fn query(uri: &Uri) -> [&[u8]; 2] {
    let query = uri.query().unwrap_or_default().as_bytes();
    if query.is_empty() { [b""; 2] } else { [b"?", query] }
}

/// The `Host` header, or the authority it will be made from, without user info.
pub(super) fn host(request: &Request<Bytes>) -> Result<&str, SignError> {
    if let Some(host) = request.headers().get(HOST) {
        return host.to_str().map_err(|_| SignError::new("Host header", "must be printable ASCII"));
    }
    let authority =
        request.uri().authority().ok_or(SignError::new("host", "is missing from the request"))?.as_str();
    Ok(without_user_info(authority))
}

pub(super) fn without_user_info(authority: &str) -> &str {
    authority.rsplit_once('@').map_or(authority, |(_, host)| host)
}

fn content_type(headers: &HeaderMap) -> Result<&str, SignError> {
    let value = headers.get(CONTENT_TYPE).map_or(Ok(""), |value| value.to_str());
    value.map_err(|_| SignError::new("Content-Type header", "must be printable ASCII"))
}

fn signs_body(rules: &QiniuV2, content_type: &str, body: &Bytes) -> bool {
    let short_enough = rules.body_limit.is_none_or(|limit| body.len() < limit);
    !content_type.is_empty() && content_type != OCTET_STREAM && short_enough
}
