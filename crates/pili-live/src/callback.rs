//! Stream callbacks: what the service tells your server when a publish begins or ends (spec 4.12; vendor page
//! kb 1719).
//!
//! A callback is set on a publish domain, with variables whose names you choose; this module knows those
//! that carry the names of the vendor's own: `title` for `$(title)` and so on.
//!
//! ```
//! use std::time::UNIX_EPOCH;
//! use pili_live::{callback, core::auth::{Credentials, Signer, qiniu::{CallbackVerifier, QiniuV2}}};
//!
//! # let keys = Credentials::new("access-key", "secret-key");
//! # let body = "status=connected&timestamp=1700000000&title=evening";
//! # let mut request = http::Request::post("https://hooks.example.com/live")
//! #     .header("content-type", "application/x-www-form-urlencoded").body(bytes::Bytes::from(body))?;
//! # QiniuV2::new(keys.clone()).sign(&mut request, UNIX_EPOCH)?;
//! // Any server's request will do, once its body is read.
//! let event = callback::receive(&request, &CallbackVerifier::new(keys))?;
//! assert_eq!(event.title(), Some("evening"));
//! assert!(event.is_connected());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What a background job of [`save_as`](crate::Stream::save_as) or [`snapshot`](crate::Stream::snapshot) tells its `notify`
//! URL is another thing: [`parse_job`] reads it.
//!
//! The signature covers the callback as it was sent. Behind a gateway that rewrites the host, name the public one:
//! `CallbackVerifier::new(keys).public_host("hooks.example.com")`. A refusal says which change on the way explains
//! it, see [`CallbackMistake`](pili_core::auth::qiniu::CallbackMistake).

mod error;
mod event;
mod job;

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{Request, header::CONTENT_TYPE};
use pili_core::auth::qiniu::CallbackVerifier;
use serde_json::Value;

pub use error::CallbackError;
pub use event::Event;
pub use job::{JobCommand, JobNotice, JobStatus, parse_job};

/// Verifies a callback as received, and reads it.
///
/// Example: [`callback`](crate::callback).
///
/// # Errors
/// [`CallbackError::Unverified`] when the signature is not the account's, else as [`parse`].
pub fn receive(request: &Request<Bytes>, verifier: &CallbackVerifier) -> Result<Event, CallbackError> {
    verifier.verify(request).map_err(CallbackError::Unverified)?;
    parse(request)
}

/// Reads a callback without verifying it: its query, and its body as the content type says. A variable in
/// both has the body's value.
///
/// Example: [`Event::get`].
///
/// # Errors
/// [`CallbackError::Malformed`] when the body is no JSON object, though its type says so.
pub fn parse(request: &Request<Bytes>) -> Result<Event, CallbackError> {
    let mut variables = form(request.uri().query().unwrap_or_default().as_bytes());
    variables.extend(match content_type(request) {
        "application/json" => json(request.body())?,
        "application/x-www-form-urlencoded" => form(request.body()),
        _ => BTreeMap::new(),
    });
    Ok(Event::new(variables))
}

/// The media type, without parameters.
fn content_type(request: &Request<Bytes>) -> &str {
    let value = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    value.and_then(|value| value.split(';').next()).unwrap_or_default().trim()
}

fn form(text: &[u8]) -> BTreeMap<String, String> {
    form_urlencoded::parse(text).into_owned().collect()
}

fn json(body: &[u8]) -> Result<BTreeMap<String, String>, CallbackError> {
    let members: BTreeMap<String, Value> =
        serde_json::from_slice(body).map_err(|error| CallbackError::Malformed(error.to_string()))?;
    let text = |value: Value| match value {
        Value::String(text) => text,
        Value::Null => String::new(),
        other => other.to_string(),
    };
    Ok(members.into_iter().map(|(name, value)| (name, text(value))).collect())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use http::HeaderValue;
    use pili_core::auth::{Credentials, Signer, qiniu::QiniuV2};

    use super::*;

    fn event(request: http::request::Builder, body: &'static str) -> Result<Event, CallbackError> {
        parse(&request.body(Bytes::from(body)).unwrap())
    }

    #[test]
    fn query_form_and_json_say_the_same() {
        let query = "https://h/cb?status=connected&title=a-1&path=%2Fhub%2Fa-1&timestamp=1700000000";
        let get = event(Request::get(query), "").unwrap();
        let form_type = "application/x-www-form-urlencoded";
        let body = "status=connected&title=a-1&path=%2Fhub%2Fa-1&timestamp=1700000000";
        let form = event(Request::post("https://h/cb").header(CONTENT_TYPE, form_type), body).unwrap();
        let json_type = "application/json; charset=utf-8";
        let body = r#"{"status":"connected","title":"a-1","path":"/hub/a-1","timestamp":1700000000}"#;
        let json = event(Request::post("https://h/cb").header(CONTENT_TYPE, json_type), body).unwrap();
        assert_eq!(get, form);
        assert_eq!(get, json);
        let time = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        assert_eq!((get.path(), get.timestamp()), (Some("/hub/a-1"), Some(time)));
    }

    #[test]
    fn a_callback_behind_a_gateway_is_refused_with_the_host_and_taken_with_the_public_one() {
        let keys = Credentials::new("ak", "sk");
        let mut request =
            Request::post("https://hooks.example.com/cb").header(CONTENT_TYPE, "application/json");
        request = request.header("host", "hooks.example.com");
        let mut request = request.body(Bytes::from(r#"{"title":"a-1"}"#)).unwrap();
        QiniuV2::new(keys.clone()).sign(&mut request, UNIX_EPOCH).unwrap();
        request.headers_mut().insert("host", HeaderValue::from_static("127.0.0.1:8080"));
        *request.uri_mut() = "/cb".parse().unwrap();
        let verifier = CallbackVerifier::new(keys);
        let refused = receive(&request, &verifier).unwrap_err();
        let CallbackError::Unverified(refusal) = &refused else { panic!("{refused}") };
        assert!(refusal.string_to_sign().unwrap().to_text().contains("Host: 127.0.0.1:8080"));
        assert!(refused.to_string().contains("name the public one with `public_host`"), "{refused}");
        let event = receive(&request, &verifier.public_host("hooks.example.com")).unwrap();
        assert_eq!(event.title(), Some("a-1"));
    }

    #[test]
    fn a_variable_that_was_not_resolved_is_absent() {
        let event = event(Request::get("https://h/cb?title=&_room=7"), "").unwrap();
        assert_eq!((event.title(), event.get("_room")), (None, Some("7")));
    }

    #[test]
    fn a_body_that_is_no_json_is_an_error_and_not_an_empty_event() {
        let request = Request::post("https://h/cb").header(CONTENT_TYPE, "application/json");
        assert!(matches!(event(request, "[1"), Err(CallbackError::Malformed(_))));
    }
}
