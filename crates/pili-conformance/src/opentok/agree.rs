//! Whether what we read is what an SDK read: the same facts under names and in forms of its own.

use serde_json::{Map, Value};

use super::call::plain;
use crate::outcome::{Difference, Outcome, holds};

/// Compares with the result of an SDK. One that failed says nothing.
pub(super) fn with_result(ours: &Value, result: Value) -> Outcome {
    let theirs = match &result {
        Value::Object(result) if result.contains_key("returned") => result["returned"].clone(),
        Value::Object(result) => result.get("callback_calls").map_or(Value::Null, called_back),
        _ => Value::Null,
    };
    // Some methods call back with `true` where the service says nothing.
    if ours.is_null() { Ok(()) } else { agree("answer", ours, &theirs) }
}

/// The first thing a callback was given besides the error; nothing if it was given an error.
fn called_back(calls: &Value) -> Value {
    let args = calls[0]["args"].as_array().map(Vec::as_slice).unwrap_or_default();
    match args {
        [Value::Null, answer, ..] => answer.clone(),
        _ => Value::Null,
    }
}

fn agree(place: &str, ours: &Value, theirs: &Value) -> Outcome {
    match (ours, theirs) {
        (_, Value::Null) => Ok(()),
        // The SDK read nothing.
        (_, Value::Object(map)) if map.contains_key("$undefined") => Ok(()),
        (Value::Null, theirs) => check_absent(place, theirs),
        (Value::Object(ours), Value::Array(_)) if ours.contains_key("items") => {
            agree(place, &ours["items"], theirs)
        }
        (Value::Object(ours), Value::Object(theirs)) => members(place, ours, theirs),
        (Value::Object(ours), text) => {
            holds(ours.values().any(|value| value == text), || format!("{place}: expected `{text}`"))
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            holds(ours.len() == theirs.len(), || format!("{place}: expected {} entries", theirs.len()))?;
            let mut pairs = ours.iter().zip(theirs).enumerate();
            pairs.try_for_each(|(at, (ours, theirs))| agree(&format!("{place}[{at}]"), ours, theirs))
        }
        (Value::Array(ours), Value::Object(theirs)) => keyed(place, ours, theirs),
        (Value::Number(ours), Value::Object(time)) => {
            let seconds = ours.as_u64().map(|milliseconds| milliseconds / 1000);
            holds(time.get("unix").and_then(Value::as_u64) == seconds, || {
                format!("{place}: expected {}, produced {ours}", Value::Object(time.clone()))
            })
        }
        _ => holds(plain(ours) == plain(theirs), || format!("{place}: expected {theirs}, produced {ours}")),
    }
}

fn members(place: &str, ours: &Map<String, Value>, theirs: &Map<String, Value>) -> Outcome {
    // The status and text of a bare response, and what the caller of the SDK put in himself.
    let beside = ["$class", "status_code", "text", "status", "mediaMode", "media_mode", "archive_mode"];
    let echoed = [
        "archiveMode",
        "archiveName",
        "archiveResolution",
        "location",
        "e2ee",
        "event",
        "sha256sum",
        "password",
        "sdk",
    ];
    let bare = theirs.get("$class").is_some_and(|class| plain(class).ends_with("Response"));
    for (name, value) in theirs.iter().filter(|_| !bare) {
        let found = ours.get(name).or_else(|| ours.get(&camel(name))).or_else(|| ours.get(&snake(name)));
        let skipped = echoed.contains(&name.as_str()) || (beside.contains(&name.as_str()) && found.is_none());
        if !skipped {
            agree(&format!("{place}.{name}"), found.unwrap_or(&Value::Null), value)?;
        }
    }
    Ok(())
}

/// A map by id is a list of entries with ids.
fn keyed(place: &str, ours: &[Value], theirs: &Map<String, Value>) -> Outcome {
    holds(ours.len() == theirs.len(), || format!("{place}: expected {} entries", theirs.len()))?;
    theirs.iter().try_for_each(|(id, entry)| {
        let found = ours.iter().find(|ours| ours["id"] == id.as_str());
        let found = found.ok_or_else(|| Difference::new(format!("{place}: expected an entry `{id}`")))?;
        agree(&format!("{place}.{id}"), found, entry)
    })
}

/// What we leave out may be nothing at all to an SDK.
fn check_absent(place: &str, theirs: &Value) -> Outcome {
    let nothing = matches!(theirs, Value::Bool(false) | Value::Null)
        || *theirs == ""
        || theirs.as_array().is_some_and(Vec::is_empty)
        || theirs.as_object().is_some_and(|map| map.contains_key("$class"));
    holds(nothing, || format!("{place}: expected {theirs}, produced nothing"))
}

fn camel(name: &str) -> String {
    let mut parts = name.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| {
        let (head, tail) = part.split_at(part.chars().next().map_or(0, char::len_utf8));
        all + &head.to_uppercase() + tail
    })
}

fn snake(name: &str) -> String {
    name.chars().fold(String::new(), |mut all, letter| {
        if letter.is_ascii_uppercase() {
            all.push('_');
        }
        all.push(letter.to_ascii_lowercase());
        all
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_and_forms_of_an_sdk_are_seen_through_and_other_facts_are_not() {
        let ours =
            json!({ "createdAt": 1_700_000_000_123_u64, "projectId": "1", "rtmp": [{ "id": "a", "s": 1 }] });
        let theirs = |unix: u64| json!({ "created_at": { "iso": "", "unix": unix }, "project_id": 1, "rtmp": { "a": { "s": 1 } } });
        assert!(agree("", &ours, &theirs(1_700_000_000)).is_ok());
        assert!(agree("", &ours, &theirs(1_700_000_001)).is_err());
        assert!(agree("", &ours, &json!({ "projectId": "2" })).is_err());
        assert!(agree("", &ours, &json!({ "name": "n" })).is_err());
    }
}
