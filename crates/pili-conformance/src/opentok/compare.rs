//! Whether our request means what an SDK sent. Where SDKs differ from what they were asked, the specification
//! says so (section 18), and each such difference is named here.

use http::{Request, header::CONTENT_TYPE};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::call::Call;
use crate::{
    case::Case,
    outcome::{Difference, Outcome, holds, same, same_json},
};

/// Compares our request with the recorded one of a case.
pub(super) fn compare(case: Case<'_>, call: &Call, ours: &Request<bytes::Bytes>) -> Outcome {
    same("method", case.text("/request/method")?, ours.method().as_str())?;
    let target = case.text("/request/target")?;
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    compare_path(path, call, ours.uri().path())?;
    if ours.method() == http::Method::GET && is_plain(call) {
        let query = form(query);
        compare_members("query", call, &query, &form(ours.uri().query().unwrap_or_default()))?;
    }
    compare_body(case, call, ours)
}

/// SDKs leave ids unescaped (D15), so one that needs it is only looked for in ours, as one segment.
fn compare_path(theirs: &str, call: &Call, ours: &str) -> Outcome {
    let segments = ours.split('/').map(|part| percent_decode_str(part).decode_utf8_lossy());
    let segments: Vec<_> = segments.collect();
    if is_plain(call) {
        return same("path", percent_decode_str(theirs).decode_utf8_lossy(), segments.join("/"));
    }
    let missing = call.ids().find(|id| !segments.iter().any(|segment| segment == id));
    let within = ours.starts_with("/v2/project/") || ours == "/session/create";
    holds(within && missing.is_none_or(|_| in_query(call)), || {
        format!("path: expected `{}` as one segment, produced `{ours}`", missing.unwrap_or_default())
    })
}

fn in_query(call: &Call) -> bool {
    call.operation.ends_with(".list") && !call.operation.starts_with("stream.")
}

/// Whether the ids need no escapes, or stand in the query, where SDKs escape them.
fn is_plain(call: &Call) -> bool {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    in_query(call) || call.ids().all(|id| id.bytes().all(bare))
}

fn compare_body(case: Case<'_>, call: &Call, ours: &Request<bytes::Bytes>) -> Outcome {
    let body = case.get("/request/body_utf8").and_then(Value::as_str).unwrap_or_default();
    let media = ours.headers().get(CONTENT_TYPE).map(|value| value.to_str()).transpose()?;
    if ours.body().is_empty() {
        same("Content-Type without a body", "none", media.unwrap_or("none"))?;
        return holds(matches!(body, "" | "{}"), || format!("body: expected `{body}`, produced none"));
    }
    let given = std::str::from_utf8(ours.body())?;
    if media == Some("application/x-www-form-urlencoded") {
        return compare_members("body", call, &form(body), &form(given));
    }
    same("Content-Type", "application/json", media.unwrap_or_default())?;
    compare_json("body", call, &serde_json::from_str(body)?, &serde_json::from_str(given)?)
}

/// Pairs as JSON, so that there is one comparison. Every name occurs once.
fn form(text: &str) -> Map<String, Value> {
    form_urlencoded::parse(text.as_bytes()).map(|(name, value)| (name.into(), value.into())).collect()
}

fn compare_json(place: &str, call: &Call, theirs: &Value, ours: &Value) -> Outcome {
    match (theirs, ours) {
        (Value::Object(theirs), Value::Object(ours)) => compare_members(place, call, theirs, ours),
        // D23: one SDK writes the object as a text.
        (Value::String(text), Value::Object(_)) if place.ends_with(".audioTransport") => {
            compare_json(place, call, &serde_json::from_str(text)?, ours)
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.try_for_each(|(at, (one, other))| compare_json(&format!("{place}[{at}]"), call, one, other))
        }
        _ => same_json(place, theirs, ours),
    }
}

fn compare_members(
    place: &str,
    call: &Call,
    theirs: &Map<String, Value>,
    ours: &Map<String, Value>,
) -> Outcome {
    for (name, value) in ours {
        let part = format!("{place}.{name}");
        let sent = spellings(&name.as_str()).iter().find_map(|spelling| theirs.get(*spelling));
        match sent.filter(|value| !value.is_null()) {
            Some(_) if is_slip(call, name) => same_json(&part, call.asked(name).unwrap_or(value), value)?,
            Some(sent) => compare_json(&part, call, sent, value)?,
            None => check_extra(&part, call, name, value)?,
        }
    }
    let left =
        theirs.iter().find(|(name, value)| !ours.contains_key(our_name(name)) && !is_default(name, value));
    holds(left.is_none(), || {
        let (name, value) = left.map(|(name, value)| (name.as_str(), value.to_string())).unwrap_or_default();
        format!("{place}: expected `{name}` = `{value}`, produced nothing")
    })
}

/// D11: the member for streams that stay unmuted has three spellings.
const EXCLUDED: [&str; 3] = ["excludedStreamIds", "excludedStreams", "excudedStreamIds"];

fn spellings<'a>(name: &'a &'a str) -> &'a [&'a str] {
    if *name == EXCLUDED[0] { &EXCLUDED } else { std::slice::from_ref(name) }
}

fn our_name(name: &str) -> &str {
    if EXCLUDED.contains(&name) { EXCLUDED[0] } else { name }
}

/// D17: one method of the SDK for Node sends `true` where the caller said `false`.
fn is_slip(call: &Call, name: &str) -> bool {
    call.is_node && call.operation == "broadcast.add_stream" && matches!(name, "hasAudio" | "hasVideo")
}

/// We may send what an SDK drops, if the caller asked for it (D16, D17); a signal's data is never left out
/// (section 8); the list of excluded streams is always there (D11).
fn check_extra(part: &str, call: &Call, name: &str, value: &Value) -> Outcome {
    let asked = call.asked(name).is_some_and(|asked| super::call::plain(asked) == super::call::plain(value));
    let empty = *value == "" || value.as_array().is_some_and(Vec::is_empty);
    let always = empty && matches!(name, "data" | "excludedStreamIds");
    if asked || always { Ok(()) } else { Err(Difference::new(format!("{part}: `{value}` was not sent"))) }
}

/// What SDKs send although it is what the service assumes: null, false, and the defaults of D21.
fn is_default(name: &str, value: &Value) -> bool {
    let value = super::call::plain(value);
    match name {
        _ if matches!(value.as_str(), "null" | "false") => {
            !matches!(name, "hasAudio" | "hasVideo" | "partialCaptions" | "active") || value == "null"
        }
        "hasAudio" | "hasVideo" | "partialCaptions" => value == "true",
        "outputMode" => value == "composed",
        "streamMode" => value == "auto",
        "languageCode" => value == "en-US",
        "maxDuration" => matches!(value.as_str(), "1800" | "7200" | "14400"),
        "resolution" => value == "1280x720",
        "offset" => value == "0",
        "count" => value == "50",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn call(name: &str, args: Value) -> Call {
        let value = json!({ "sdk": "opentok (npm) 2.23.2", "call": name, "args": args });
        Call::of(Case { file: &Value::Null, value: &value }).unwrap()
    }

    #[test]
    fn what_was_asked_may_be_sent_although_the_sdk_drops_it_and_nothing_else_may() {
        let dial = call("dial", json!(["s", "t", "u", { "secure": false }]));
        let theirs = json!({ "uri": "u" });
        assert!(compare_json("", &dial, &theirs, &json!({ "uri": "u", "secure": false })).is_ok());
        assert!(compare_json("", &dial, &theirs, &json!({ "uri": "u", "video": false })).is_err());
        assert!(compare_json("", &dial, &theirs, &json!({ "uri": "v" })).is_err());
    }

    #[test]
    fn only_defaults_may_be_left_out() {
        let start = call("startArchive", json!(["s", {}]));
        let ours = json!({ "sessionId": "s" });
        let theirs = |name: &str, value: Value| json!({ "sessionId": "s", name: value });
        assert!(compare_json("", &start, &theirs("hasAudio", json!(true)), &ours).is_ok());
        assert!(compare_json("", &start, &theirs("hasAudio", json!(false)), &ours).is_err());
        assert!(compare_json("", &start, &theirs("name", json!("n")), &ours).is_err());
        assert!(compare_json("", &start, &theirs("name", Value::Null), &ours).is_ok());
    }
}
