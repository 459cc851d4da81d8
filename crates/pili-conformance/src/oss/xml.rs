//! The documents that we send and read.

use bytes::Bytes;
use pili_core::{Endpoint, Operation, Response};
use pili_oss::Bucket;
use serde_json::{Value, json};

use super::{
    call::{call, create},
    input::pairs,
    loose, tree,
};
use crate::{
    case::Case,
    outcome::{Outcome, holds},
};

pub(super) fn request(case: Case<'_>) -> Outcome {
    let channel = Bucket::new("examplebucket").channel("channel");
    let request =
        create(&channel, case.at("/input")?)?.encode(&Endpoint::parse("http://oss.example.com")?)?;
    let ours = tree::of(std::str::from_utf8(request.body())?)?;
    let expected = pairs(case.list("/expected/tree"));
    holds(ours == expected, || format!("tree: expected {expected:?}, produced {ours:?}"))
}

pub(super) fn response(case: Case<'_>) -> Outcome {
    // The operations that need a span get one; it does not matter for the answer.
    let args = json!({ "channel_name": "channel", "playlist_name": "list.m3u8", "status": "enabled" });
    let call = call(&Bucket::new("examplebucket"), case.text("/operation")?, &args)?;
    let outcome = call.read(read(case, "/input")?);
    let may = |name: &str| {
        case.text("/expected/outcome").is_ok_and(|outcome| outcome == name)
            || loose::accepted(case, "outcome").any(|outcome| outcome == name)
    };
    match outcome {
        Err(error) if may("ok") && !may("decode_error") => Err(error.into()),
        Err(_) => Ok(()),
        Ok(_) if !may("ok") => {
            holds(false, || "was read although it is not of the documented form".to_owned())
        }
        Ok(ours) => {
            let expected = case.get("/expected/parsed").unwrap_or(&Value::Null);
            loose::compare(case, &without_head(expected), &ours)
        }
    }
}

/// The response below a pointer, its headers a map or a list of pairs.
pub(super) fn read(case: Case<'_>, below: &str) -> Outcome<Response> {
    let at = |name: &str| format!("{below}/{name}");
    let status = case.number(&at("http_status")).or_else(|_| case.number(&at("status")))?;
    let mut response = http::Response::builder().status(u16::try_from(status)?);
    let listed = pairs(case.list(&at("headers"))).into_iter();
    let mapped = case.get(&at("headers")).and_then(Value::as_object).into_iter().flatten();
    let mapped = mapped.map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()));
    for (name, value) in listed.chain(mapped) {
        response = response.header(name, value);
    }
    Ok(response.body(Bytes::from(case.text(&at("body")).unwrap_or_default().to_owned()))?)
}

/// What the answer says, without status and request id, which are not part of our outputs.
pub(super) fn without_head(parsed: &Value) -> Value {
    let mut parsed = parsed.clone();
    if let Some(members) = parsed.as_object_mut() {
        members.remove("http_status");
        members.remove("request_id");
    }
    parsed
}
