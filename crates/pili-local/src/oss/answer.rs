//! Answers and what they all carry.

use std::{
    borrow::Cow,
    sync::atomic::{AtomicU64, Ordering},
};

use axum::response::Response;
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header::CONTENT_TYPE};
use serde::Serialize;

use super::refused::Refused;

pub(super) type Answer = Result<http::Response<Bytes>, Refused>;

pub(super) fn empty(status: StatusCode) -> http::Response<Bytes> {
    let mut response = http::Response::new(Bytes::new());
    *response.status_mut() = status;
    response
}

/// A document of the wire.
pub(super) fn xml(document: &impl Serialize) -> Answer {
    let text = quick_xml::se::to_string(document);
    let text = text.map_err(|error| Refused::new(500, "InternalError", error.to_string()))?;
    Ok(typed("application/xml", format!("{DECLARATION}{text}").into()))
}

pub(super) fn typed(content_type: impl Into<Cow<'static, str>>, body: Bytes) -> http::Response<Bytes> {
    let mut response = http::Response::new(body);
    if let Ok(content_type) = HeaderValue::try_from(content_type.into().into_owned()) {
        response.headers_mut().insert(CONTENT_TYPE, content_type);
    }
    response
}

/// 24 upper-case hex digits, as the vendor's are.
pub(super) fn request_id() -> String {
    static REQUESTS: AtomicU64 = AtomicU64::new(1);
    format!("{:024X}", REQUESTS.fetch_add(1, Ordering::Relaxed))
}

pub(super) fn with_request_id(mut response: Response, id: &str) -> Response {
    if let Ok(id) = HeaderValue::from_str(id) {
        response.headers_mut().insert("x-oss-request-id", id);
    }
    response
}

pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
