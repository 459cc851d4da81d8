//! A JSON value as a person reads it.

use std::str::FromStr as _;

use jiff::{Timestamp, tz::TimeZone};
use serde_json::Value;

/// The text of a value; `-` where there is none.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) if text.is_empty() => "-".to_owned(),
        Value::String(text) => printable(text),
        Value::Array(values) if values.is_empty() => "-".to_owned(),
        Value::Array(values) => values.iter().map(text_in_list).collect::<Vec<_>>().join(", "),
        Value::Object(_) => printable(&value.to_string()),
    }
}

/// A time that is RFC 3339, in the zone of this machine.
pub(super) fn time(value: &Value) -> String {
    match value.as_str().map(Timestamp::from_str) {
        Some(Ok(time)) => time.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M:%S %Z").to_string(),
        _ => text(value),
    }
}

fn text_in_list(value: &Value) -> String {
    if value.is_object() { printable(&value.to_string()) } else { text(value) }
}

/// What a service calls itself must not move the cursor of a terminal.
fn printable(text: &str) -> String {
    let shown = |character: char| match character.is_control() {
        true => character.escape_default().to_string(),
        false => character.to_string(),
    };
    text.chars().map(shown).collect()
}
