use std::collections::BTreeMap;

use serde_json::Value;

use super::calls;
use crate::{
    case::Case,
    outcome::{Difference, Outcome},
};

/// A call of an SDK as what its caller asked for: options under the names of the wire, unset ones left out.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) operation: String,
    pub(super) is_node: bool,
    options: BTreeMap<String, Value>,
}

impl Call {
    /// Reads a case's `sdk` and `call`, and the arguments in `input` or beside them.
    pub(super) fn of(case: Case<'_>) -> Outcome<Self> {
        let is_node = case.text("/sdk")?.contains("npm");
        let name = case.text("/call")?;
        let name = if name == "signal" && !is_node { "signal_python" } else { name };
        let method = calls::method(name);
        let method =
            method.ok_or_else(|| Difference::new(format!("the SDK's method `{name}` is unknown")))?;
        let within = if case.get("/input").is_some() { "/input" } else { "" };
        let mut call = Self { operation: method.operation.to_owned(), is_node, options: BTreeMap::new() };
        for (argument, value) in method.arguments.iter().zip(case.list(&format!("{within}/args"))) {
            call.put(argument, value);
        }
        for (name, value) in
            case.get(&format!("{within}/kwargs")).and_then(Value::as_object).into_iter().flatten()
        {
            let payload = if method.operation == "signal" { "*" } else { "items" };
            call.put(if name == "payload" { payload } else { named(name) }, value);
        }
        call.settle();
        Ok(call)
    }

    /// The option of a name, unless it is unset.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.options.get(name)
    }

    /// A text, or an empty one: what is mandatory in ours is refused when empty.
    pub(super) fn text(&self, name: &str) -> String {
        self.get(name).map(plain).unwrap_or_default()
    }

    pub(super) fn text_of(&self, name: &str) -> Option<String> {
        self.get(name).map(plain)
    }

    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        self.get(name).and_then(Value::as_bool)
    }

    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.get(name).and_then(Value::as_u64)
    }

    pub(super) fn texts(&self, name: &str) -> Option<Vec<String>> {
        match self.get(name)? {
            Value::Array(list) => Some(list.iter().map(plain).collect()),
            one => Some(vec![plain(one)]),
        }
    }

    /// Every option and its value, those within objects too.
    pub(super) fn asked(&self, name: &str) -> Option<&Value> {
        self.options.get(name).or_else(|| self.options.values().find_map(|value| find(value, name)))
    }

    /// The options whose names are none of these.
    pub(super) fn others(&self, known: &[&str]) -> Vec<&str> {
        self.options.keys().map(String::as_str).filter(|name| !known.contains(name)).collect()
    }

    /// The ids that go into the path.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        let ids = self.options.iter().filter(|(name, _)| name.ends_with("Id"));
        ids.filter_map(|(_, value)| value.as_str())
    }

    fn put(&mut self, name: &str, value: &Value) {
        match (name, value) {
            (_, Value::Null) => {}
            (_, Value::Object(map)) if map.contains_key("$undefined") => {}
            ("*", Value::Object(map)) => map.iter().for_each(|(name, value)| self.put(named(name), value)),
            ("*", _) => {}
            (name, value) => {
                self.options.insert(camel(name), value.clone());
            }
        }
    }

    /// One method sends to everyone or, with a connection, to one; an empty id counts as none in the SDKs.
    fn settle(&mut self) {
        if !matches!(self.operation.as_str(), "signal" | "dtmf") {
            return;
        }
        let to_one = !self.text("connectionId").is_empty();
        self.operation.push_str(match (to_one, self.operation.as_str()) {
            (true, _) => ".connection",
            (false, "signal") => ".all",
            (false, _) => ".session",
        });
        if !to_one {
            self.options.remove("connectionId");
        }
    }
}

/// Parameters of the SDK for Python, by the name of what they become on the wire; objects of options as `*`.
fn named(parameter: &str) -> &str {
    match parameter {
        "opentok_token" => "token",
        "sip_uri" => "uri",
        "layout_type" => "type",
        "options" | "websocket_options" => "*",
        "excudedStreamIds" => "excludedStreamIds",
        other => other,
    }
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |all, word| {
        let (head, tail) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
        all + &head.to_uppercase() + tail
    })
}

/// A text as it is, an enum's member as its name, anything else as JSON.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(map) => match map.get("$enum").and_then(Value::as_str) {
            Some(member) => member.rsplit('.').next().unwrap_or_default().to_owned(),
            None => value.to_string(),
        },
        other => other.to_string(),
    }
}

fn find<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    match value {
        Value::Object(map) => map.get(name).or_else(|| map.values().find_map(|value| find(value, name))),
        Value::Array(list) => list.iter().find_map(|value| find(value, name)),
        _ => None,
    }
}
