//! A callback as a request.

use std::{collections::BTreeMap, time::SystemTime};

use bytes::Bytes;
use http::{Method, Request, header::CONTENT_TYPE};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use pili_auth::{Credentials, Signer as _, qiniu::QiniuV2};

use super::{CallbackConfig, CallbackType, template::fill};

/// What a variable says.
type Value<'a> = &'a dyn Fn(&str) -> String;

/// What is escaped where a value stands in the URL.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A callback whose variables have these values, signed: the time takes no part in its signature.
///
/// Example: [`callback`](crate::callback).
///
/// # Errors
/// Why there can be no such request.
pub fn request(
    config: &CallbackConfig,
    value: Value<'_>,
    credentials: &Credentials,
) -> Result<Request<Bytes>, String> {
    let mut request = unsigned(config, value).map_err(|error| error.to_string())?;
    let signed = QiniuV2::new(credentials.clone()).sign(&mut request, SystemTime::UNIX_EPOCH);
    signed.map(|()| request).map_err(|error| error.to_string())
}

fn unsigned(config: &CallbackConfig, value: Value<'_>) -> Result<Request<Bytes>, http::Error> {
    let url = fill(&config.url, |name| utf8_percent_encode(&value(name), ESCAPED).to_string());
    let vars = vars(config, value);
    match config.kind {
        CallbackType::Get => {
            let join = if url.contains('?') { '&' } else { '?' };
            Request::get(format!("{url}{join}{}", form(&vars))).body(Bytes::new())
        }
        CallbackType::Form => post(url, "application/x-www-form-urlencoded", form(&vars)),
        _ => post(url, "application/json", serde_json::json!(vars).to_string()),
    }
}

fn vars(config: &CallbackConfig, value: Value<'_>) -> BTreeMap<String, String> {
    config.vars.iter().map(|(name, template)| (name.clone(), fill(template, value))).collect()
}

/// Sorted by name.
fn form(vars: &BTreeMap<String, String>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(vars).finish()
}

fn post(url: String, content_type: &str, body: String) -> Result<Request<Bytes>, http::Error> {
    Request::builder().method(Method::POST).uri(url).header(CONTENT_TYPE, content_type).body(body.into())
}
