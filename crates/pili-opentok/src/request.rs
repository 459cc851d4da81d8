//! Requests as this API wants them: JSON asked for by name, or session creation answers XML; no content type
//! without a body (spec 1.2).

use http::{
    HeaderValue, Method,
    header::{ACCEPT, CONTENT_LENGTH},
};
use pili_core::{Request, Result, Url};
use serde::Serialize;

pub(crate) fn get(url: Url) -> Result<Request> {
    url.get().map(accepting_json)
}

pub(crate) fn delete(url: Url) -> Result<Request> {
    url.delete().map(accepting_json)
}

/// A POST without a body says so.
pub(crate) fn post(url: Url) -> Result<Request> {
    let mut request = accepting_json(url.request(Method::POST, Default::default())?);
    request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    Ok(request)
}

pub(crate) fn json(method: Method, url: Url, body: &impl Serialize) -> Result<Request> {
    url.json(method, body).map(accepting_json)
}

pub(crate) fn form(url: Url, body: String) -> Result<Request> {
    url.body(Method::POST, "application/x-www-form-urlencoded", body).map(accepting_json)
}

fn accepting_json(mut request: Request) -> Request {
    request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
    request
}
