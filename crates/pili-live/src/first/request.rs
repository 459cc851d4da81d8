//! The first generation wants the JSON type on every request, with a body or without (spec 2.5).

use http::Method;
use pili_core::{Request, Result, Url};

pub(super) fn get(url: Url) -> Result<Request> {
    url.body(Method::GET, "application/json", "")
}

pub(super) fn delete(url: Url) -> Result<Request> {
    url.body(Method::DELETE, "application/json", "")
}
