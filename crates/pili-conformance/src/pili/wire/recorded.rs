//! The recorded request and its signature, and the signature of ours.

use bytes::Bytes;
use http::Request;
use percent_encoding::percent_decode_str;
use pili_core::Endpoint;
use serde_json::Value;

use super::meaning::Meaning;
use crate::{
    case::Case,
    outcome::{Difference, Outcome, holds, same, same_json},
    pili::{request::credentials, scheme::Scheme},
};

/// Our verifier says of the request as received what the recording says.
pub(super) fn verify(case: Case<'_>) -> Outcome {
    let request = request(case)?;
    let scheme = scheme(case)?;
    let text = scheme.sign(&request)?.text;
    let expected = case.text("/signature/string_to_sign_of_request_as_received")?;
    same("string_to_sign", expected, &*text.to_text())?;
    let (expected, verified) = (case.at("/signature/verifies")? == true, scheme.verify(&request));
    holds(verified.is_ok() == expected, || format!("verifies: expected {expected}, produced {verified:?}"))
}

/// The recorded request says what its decoded form says, but for a path that the SDK spelled wrongly.
pub(super) fn means(case: Case<'_>, meaning: &Meaning<'_>) -> Outcome {
    let request = request(case)?;
    same("method", meaning.method()?, request.method().as_str())?;
    if case.get("/meaning/path_matches_template").is_none_or(|matches| matches == true) {
        let path = percent_decode_str(request.uri().path()).decode_utf8()?;
        same("path", meaning.path()?.as_str(), &*path)?;
    }
    let query = request.uri().query().unwrap_or_default();
    let mut pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
    let mut expected: Vec<_> = case.list("/meaning/query").iter().filter_map(pair).collect();
    pairs.sort();
    expected.sort();
    let alike = pairs.iter().map(|(name, value)| (&**name, &**value)).eq(expected.iter().copied());
    holds(alike, || format!("query: expected {expected:?}, produced `{query}`"))?;
    // What is no JSON has no `body_json`.
    let body = serde_json::from_slice(request.body()).unwrap_or_default();
    same_json("body", case.value.pointer("/meaning/body_json").unwrap_or(&Value::Null), &body)
}

/// Our request with a signature of the recording's keys passes our verifier.
pub(super) fn sign_and_verify(case: Case<'_>, request: &Request<Bytes>) -> Outcome {
    let scheme = scheme(case)?;
    Ok(scheme.verify(&scheme.sign(request)?.request)?)
}

/// The endpoint that the recorded request was for.
pub(super) fn endpoint(case: Case<'_>) -> Outcome<Endpoint> {
    let host = headers(case).find(|(name, _)| name.eq_ignore_ascii_case("host"));
    let (_, host) = host.ok_or_else(|| Difference::new("the recording has no Host header"))?;
    Ok(Endpoint::parse(&format!("http://{host}"))?)
}

fn scheme(case: Case<'_>) -> Outcome<Scheme> {
    Scheme::of(case.text("/signature/scheme")?, credentials(case.file)?)
}

fn request(case: Case<'_>) -> Outcome<Request<Bytes>> {
    let mut request = Request::builder().method(case.text("/request/method")?);
    for (name, value) in headers(case) {
        request = request.header(name, value);
    }
    let body = case.text("/request/body_utf8").unwrap_or_default();
    Ok(request.uri(case.text("/request/target")?).body(body.to_owned().into())?)
}

fn headers<'a>(case: Case<'a>) -> impl Iterator<Item = (&'a str, &'a str)> {
    case.list("/request/headers").iter().filter_map(pair)
}

fn pair(value: &Value) -> Option<(&str, &str)> {
    Some((value[0].as_str()?, value[1].as_str()?))
}
