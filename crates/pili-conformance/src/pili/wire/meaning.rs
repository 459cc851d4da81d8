use std::{collections::BTreeMap, error::Error, str::FromStr, time::SystemTime};

use base64::{Engine as _, engine::general_purpose::URL_SAFE};
use pili_core::Span;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::form;
use crate::{
    case::Case,
    outcome::{Difference, Outcome},
    time,
};

/// What a recorded request means: the arguments that our request is built from.
#[derive(Debug)]
pub(super) struct Meaning<'a> {
    case: Case<'a>,
    template: &'a str,
    names: BTreeMap<String, String>,
    query: Vec<(String, String)>,
    body: Value,
}

impl<'a> Meaning<'a> {
    pub(super) fn of(case: Case<'a>) -> Outcome<Self> {
        let template = case.text("/meaning/path_template")?;
        let names = match case.get("/meaning/path_params") {
            Some(given) => given_names(given),
            // The SDK spelled the path wrongly; the names in it are right all the same.
            None => names_in(template, case.text("/request/target")?)?,
        };
        Ok(Self { case, template, names, query: query(case), body: body(case) })
    }

    pub(super) fn method(&self) -> Outcome<&'a str> {
        self.case.text("/meaning/method")
    }

    /// The path that the specification asks for, not encoded.
    pub(super) fn path(&self) -> Outcome<String> {
        let segments = self.template.split('/').map(|segment| match placeholder(segment) {
            Some("encoded_stream") => self.name("stream").map(|key| URL_SAFE.encode(key)),
            Some(name) => self.name(name).map(str::to_owned),
            None => Ok(segment.to_owned()),
        });
        Ok(segments.collect::<Outcome<Vec<_>>>()?.join("/"))
    }

    /// A name in the path: `hub`, `stream`, `room` …; `user` may also be called `user_id`.
    pub(super) fn name(&self, name: &str) -> Outcome<&str> {
        let longer = || self.names.iter().find(|(given, _)| given.starts_with(name)).map(|(_, value)| value);
        let given = self.names.get(name).or_else(longer);
        given.map(String::as_str).ok_or_else(|| Difference::new(format!("the path has no `{name}`")))
    }

    /// The decoded query.
    pub(super) fn query(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The first value of a query parameter, unless it is a zero.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.query().find(|(given, _)| *given == name);
        found.map(|(_, value)| value).filter(|value| !is_zero_text(value))
    }

    /// A query parameter that is a number.
    pub(super) fn number_parameter<N: FromStr<Err: Error>>(&self, name: &str) -> Outcome<Option<N>> {
        Ok(self.parameter(name).map(str::parse).transpose()?)
    }

    /// Whether the query has a parameter, be it without a value.
    pub(super) fn is_flagged(&self, name: &str) -> bool {
        self.query().any(|(given, value)| given == name && value != "false")
    }

    /// The JSON body, `null` where there is none.
    pub(super) fn body(&self) -> &Value {
        &self.body
    }

    /// A member of the body, read as what our setter takes, unless it is absent or a zero.
    pub(super) fn member<T: DeserializeOwned>(&self, name: &str) -> Outcome<Option<T>> {
        let given = self.body().get(name).filter(|value| !is_zero(value));
        given.map(read).transpose()
    }

    /// The same of a member whose zero means something.
    pub(super) fn given<T: DeserializeOwned>(&self, name: &str) -> Outcome<Option<T>> {
        let given = self.body().get(name).filter(|value| !value.is_null());
        given.map(read).transpose()
    }

    /// A member of the body that must be there.
    pub(super) fn required<T: DeserializeOwned>(&self, name: &str) -> Outcome<T> {
        let given = self.body().get(name);
        read(given.ok_or_else(|| Difference::new(format!("the body has no `{name}`")))?)
    }

    /// The whole body, read as what our operation takes.
    pub(super) fn whole<T: DeserializeOwned>(&self) -> Outcome<T> {
        read(self.body())
    }

    /// Whether a value only repeats a name that stands in the path.
    pub(super) fn is_in_path(&self, value: &Value) -> bool {
        self.names.values().any(|name| value == name)
    }

    /// A member of the body that is a Unix time.
    pub(super) fn time_member(&self, name: &str) -> Outcome<Option<SystemTime>> {
        self.body().get(name).filter(|value| !is_zero(value)).map(time::seconds).transpose()
    }

    /// The same of a member that must be there.
    pub(super) fn required_time(&self, name: &str) -> Outcome<SystemTime> {
        time::seconds(&self.required(name)?)
    }

    /// The span of two query parameters that are Unix times, either of which may be left out.
    pub(super) fn span_parameter(&self, start: &str, end: &str) -> Outcome<Span> {
        Ok(span(self.time_parameter(start)?, self.time_parameter(end)?))
    }

    /// The same in milliseconds.
    pub(super) fn millis_span(&self, start: &str, end: &str) -> Outcome<Span> {
        Ok(span(self.millis_parameter(start)?, self.millis_parameter(end)?))
    }

    /// The same of two members of the body.
    pub(super) fn millis_members(&self, start: &str, end: &str) -> Outcome<Span> {
        let member = |name: &str| self.body().get(name).filter(|value| !is_zero(value));
        let [start, end] =
            [start, end].map(|name| member(name).map(|time| time::millis_in(&time.to_string())));
        Ok(span(start.transpose()?, end.transpose()?))
    }

    /// The span of two members of the body that are Unix times.
    pub(super) fn span_member(&self, start: &str, end: &str) -> Outcome<Span> {
        Ok(span(self.time_member(start)?, self.time_member(end)?))
    }

    /// A query parameter that is a Unix time.
    pub(super) fn time_parameter(&self, name: &str) -> Outcome<Option<SystemTime>> {
        self.parameter(name).map(time::seconds_in).transpose()
    }

    /// A query parameter that is a Unix time in milliseconds.
    fn millis_parameter(&self, name: &str) -> Outcome<Option<SystemTime>> {
        self.parameter(name).map(time::millis_in).transpose()
    }
}

fn span(start: Option<SystemTime>, end: Option<SystemTime>) -> Span {
    match (start, end) {
        (Some(start), Some(end)) => (start..end).into(),
        (Some(start), None) => (start..).into(),
        (None, Some(end)) => (..end).into(),
        (None, None) => Span::default(),
    }
}

/// Applies a setter where there is a value.
pub(super) fn set<B, T>(builder: B, value: Option<T>, setter: impl FnOnce(B, T) -> B) -> B {
    match value {
        Some(value) => setter(builder, value),
        None => builder,
    }
}

/// What SDKs send where nothing was set.
pub(super) fn is_zero(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(value) => !value,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(members) => members.values().all(is_zero),
    }
}

pub(super) fn is_zero_text(value: &str) -> bool {
    matches!(value, "" | "0" | "false")
}

/// Reads a value; SDKs in Java send `null` for what was not set.
fn read<T: DeserializeOwned>(value: &Value) -> Outcome<T> {
    Ok(serde_json::from_value(without_nulls(value))?)
}

fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Array(list) => list.iter().map(without_nulls).collect(),
        Value::Object(members) => {
            let set = members.iter().filter(|(_, value)| !value.is_null());
            set.map(|(name, value)| (name.clone(), without_nulls(value))).collect()
        }
        other => other.clone(),
    }
}

/// The decoded query, with booleans as everybody but Python spells them. Some SDKs forget its `?` in part.
fn query(case: Case<'_>) -> Vec<(String, String)> {
    let target = case.text("/request/target").unwrap_or_default();
    let path = target.split('?').next().unwrap_or_default();
    let misplaced = path.split_once('&').map_or("", |(_, pairs)| pairs);
    let misplaced = form_urlencoded::parse(misplaced.as_bytes()).into_owned();
    let pair = |pair: &Value| Some((pair[0].as_str()?.to_owned(), pair[1].as_str()?.to_owned()));
    let given = case.list("/meaning/query").iter().filter_map(pair);
    given.chain(misplaced).map(|(name, value)| (name, spelled(value))).collect()
}

fn spelled(value: String) -> String {
    match value.as_str() {
        "True" => "true".to_owned(),
        "False" => "false".to_owned(),
        _ => value,
    }
}

fn body(case: Case<'_>) -> Value {
    let json = case.get("/meaning/body_json").cloned();
    json.unwrap_or_else(|| match case.text("/request/body_utf8") {
        Ok(form) if !form.is_empty() && serde_json::from_str::<Value>(form).is_err() => form::as_json(form),
        _ => Value::Null,
    })
}

fn given_names(given: &Value) -> BTreeMap<String, String> {
    let names = given.as_object().into_iter().flatten();
    names.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect()
}

/// The names at the places that the template leaves open; the words between them may differ.
fn names_in(template: &str, target: &str) -> Outcome<BTreeMap<String, String>> {
    let path = target.split(['?', '&']).next().unwrap_or_default();
    let mut names = BTreeMap::new();
    for (segment, given) in template.split('/').zip(path.split('/')) {
        match placeholder(segment) {
            Some("encoded_stream") => {
                names.insert("stream".to_owned(), String::from_utf8(URL_SAFE.decode(given)?)?);
            }
            Some(name) => {
                names.insert(name.to_owned(), given.to_owned());
            }
            None => {}
        }
    }
    Ok(names)
}

fn placeholder(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}
