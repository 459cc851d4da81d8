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
    let content_type = content_type(request.headers())?;
    let mut text = Vec::with_capacity(256);
    text.extend_from_slice(request.method().as_str().as_bytes());
    text.push(b' ');
    push_target(&mut text, request.uri(), rules.path_form);
    push_line(&mut text, "Host", host(request)?);
    if !content_type.is_empty() {
        push_line(&mut text, "Content-Type", content_type);
    }
    for (name, value) in headers::lines(request.headers())? {
        push_line(&mut text, &name, value);
    }
    text.extend_from_slice(b"\n\n");
    if signs_body(rules, content_type, request.body()) {
        text.extend_from_slice(request.body());
    }
    Ok(text)
}

/// Path and query, a line feed, and `body`: what the older schemes sign (spec 2.4, 2.5).
pub(super) fn target_and(uri: &Uri, body: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(128);
    push_target(&mut text, uri, PathForm::Raw);
    text.push(b'\n');
    text.extend_from_slice(body);
    text
}

fn push_target(text: &mut Vec<u8>, uri: &Uri, form: PathForm) {
    let path: Cow<'_, [u8]> = match form {
        PathForm::Raw => uri.path().as_bytes().into(),
        PathForm::Decoded => percent_decode_str(uri.path()).into(),
    };
    text.extend_from_slice(&path);
    if let Some(query) = uri.query().filter(|query| !query.is_empty()) {
        text.push(b'?');
        text.extend_from_slice(query.as_bytes());
    }
}

fn push_line(text: &mut Vec<u8>, name: &str, value: &str) {
    for part in ["\n", name, ": ", value] {
        text.extend_from_slice(part.as_bytes());
    }
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
