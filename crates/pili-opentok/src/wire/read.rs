//! How members are read and written that come in several forms.

use serde::{Deserialize, Deserializer, Serialize as _, Serializer, de::DeserializeOwned};
use serde_json::Value;

/// `null` counts as missing.
pub(super) fn or_default<'de, T, D>(value: D) -> Result<T, D::Error>
where
    T: Default + Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(value).map(Option::unwrap_or_default)
}

/// A text that some answers write as a number.
pub(super) fn text<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    Ok(match Option::<Value>::deserialize(value)? {
        Some(Value::String(text)) => Some(text),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    })
}

/// An API key as a number, as some answers write it; a text, if it would not be the same key.
pub(super) fn as_number<S: Serializer>(key: &Option<String>, to: S) -> Result<S::Ok, S::Error> {
    let number = key.as_ref().and_then(|key| key.parse::<u64>().ok().filter(|it| it.to_string() == *key));
    match number {
        Some(number) => number.serialize(to),
        None => key.serialize(to),
    }
}

/// True unless it says otherwise.
pub(super) fn or_true<'de, D: Deserializer<'de>>(value: D) -> Result<bool, D::Error> {
    Option::deserialize(value).map(|value| value.unwrap_or(true))
}

pub(super) fn yes() -> bool {
    true
}

/// A list, or a map whose keys become the entries' `id`.
pub(super) fn list_or_map<'de, T, D>(value: D) -> Result<Vec<T>, D::Error>
where
    T: DeserializeOwned,
    D: Deserializer<'de>,
{
    let entries = match Option::<Value>::deserialize(value)? {
        Some(Value::Array(entries)) => entries,
        Some(Value::Object(map)) => map.into_iter().map(|(id, entry)| with_id(id, entry)).collect(),
        _ => Vec::new(),
    };
    let read = entries.into_iter().map(serde_json::from_value);
    read.collect::<Result<_, _>>().map_err(serde::de::Error::custom)
}

fn with_id(id: String, mut entry: Value) -> Value {
    if let Some(entry) = entry.as_object_mut() {
        entry.insert("id".to_owned(), Value::String(id));
    }
    entry
}
