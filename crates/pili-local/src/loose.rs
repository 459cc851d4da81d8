//! Requests as loosely as the platforms read them, whatever their types in `wire` would insist on.
//!
//! A member of an object that is `null` or an empty text is as good as left out: SDKs for Go send all their
//! zero values, others all their options. A text may stand for a boolean or a number, as forms, queries and
//! SDKs without types have it. What is a value stays one: `0`, `false`, and the texts of lists and maps.

use std::borrow::Cow;

use serde::{
    Deserializer,
    de::{
        DeserializeOwned, Error as _, IntoDeserializer, Unexpected, Visitor,
        value::{MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};
use serde_json::{Error, Map, Number, Value};

/// Reads JSON. No body, or `null` for one, is an object without members.
pub(crate) fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    let body = body.trim_ascii();
    let value = if body.is_empty() { Ok(Value::Null) } else { serde_json::from_slice(body) };
    self::value(value.map_err(|error| error.to_string())?)
}

/// Reads a form or a query. Of a name that comes more than once, the first counts.
pub(crate) fn pairs<'a, T: DeserializeOwned>(
    pairs: impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>)>,
) -> Result<T, String> {
    let mut members = Map::new();
    for (name, text) in pairs {
        members.entry(name).or_insert_with(|| text.into());
    }
    value(members.into())
}

/// Reads what is JSON already.
pub(crate) fn value<T: DeserializeOwned>(value: Value) -> Result<T, String> {
    let value = if value.is_null() { Map::new().into() } else { value };
    serde_path_to_error::deserialize(Loose(value)).map_err(|error| error.to_string())
}

/// A value and how it is read.
struct Loose(Value);

impl Loose {
    fn number(self) -> Value {
        let digits = self.0.as_str().and_then(|text| text.parse::<Number>().ok());
        digits.map_or(self.0, Value::Number)
    }

    fn boolean(self) -> Value {
        let word = self.0.as_str().and_then(|text| text.to_ascii_lowercase().parse::<bool>().ok());
        word.map_or(self.0, Value::Bool)
    }
}

fn is_left_out(member: &Value) -> bool {
    member.is_null() || member == ""
}

fn map<'de, V: Visitor<'de>>(members: Map<String, Value>, visitor: V) -> Result<V::Value, Error> {
    visitor.visit_map(MapDeserializer::new(members.into_iter().map(|(name, value)| (name, Loose(value)))))
}

macro_rules! numbers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.number().deserialize_any(visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for Loose {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.into_iter().map(Self))),
            Value::Object(members) => map(members, visitor),
            plain => plain.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Value::Object(mut members) => {
                members.retain(|_, member| !is_left_out(member));
                map(members, visitor)
            }
            // Its items would pass for members in their order.
            Value::Array(_) => Err(Error::invalid_type(Unexpected::Seq, &visitor)),
            plain => plain.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.boolean().deserialize_any(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

impl IntoDeserializer<'_, Error> for Loose {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Asked {
        name: Option<String>,
        mode: Option<Mode>,
        open: Option<Open>,
        on: bool,
        count: u32,
        till: Option<i64>,
        rate: f64,
        labels: BTreeMap<String, String>,
        list: Vec<String>,
        inner: Option<Box<Asked>>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Mode {
        Fast,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Open {
        Known,
        #[serde(untagged)]
        Other(String),
    }

    fn asked(text: &str) -> Result<Asked, String> {
        json(text.as_bytes())
    }

    #[test]
    fn what_is_empty_or_null_is_left_out_at_every_depth() {
        let zeros = r#"{"name":"","mode":"","open":"","on":null,"count":null,"till":null,"rate":"",
            "labels":null,"list":null,"inner":{"mode":"","open":null}}"#;
        let expected = Asked { inner: Some(Box::default()), ..Asked::default() };
        assert_eq!(asked(zeros), Ok(expected));
        for nothing in ["", " \n", "null", "{}"] {
            assert_eq!(asked(nothing), Ok(Asked::default()), "{nothing:?}");
        }
    }

    #[test]
    fn what_is_a_value_stays_one() {
        let said = asked(r#"{"till":0,"labels":{"a":""},"list":["","b"],"mode":"fast","open":"new"}"#);
        let expected = Asked {
            till: Some(0),
            labels: BTreeMap::from([("a".to_owned(), String::new())]),
            list: vec![String::new(), "b".to_owned()],
            mode: Some(Mode::Fast),
            open: Some(Open::Other("new".to_owned())),
            ..Asked::default()
        };
        assert_eq!(said, Ok(expected));
        assert_eq!(asked(r#"{"open":"known"}"#).map(|asked| asked.open), Ok(Some(Open::Known)));
    }

    #[test]
    fn texts_stand_for_booleans_and_numbers_in_bodies_and_queries() {
        let expected = Asked { on: true, count: 10, till: Some(-1), rate: 2.5, ..Asked::default() };
        assert_eq!(asked(r#"{"on":"true","count":"10","till":"-1","rate":"2.5"}"#).as_ref(), Ok(&expected));
        let query = b"on=True&count=10&till=-1&rate=2.5&name=&count=11";
        assert_eq!(pairs(form_urlencoded::parse(query)).as_ref(), Ok(&expected));
    }

    #[test]
    fn anything_else_is_refused_with_the_place_and_the_rule() {
        for (text, place) in [
            (r#"{"count":"ten"}"#, "count: invalid type: string \"ten\""),
            (r#"{"count":-1}"#, "count: invalid value: integer `-1`"),
            (r#"{"on":1}"#, "on: invalid type: integer `1`"),
            (r#"{"name":1}"#, "name: invalid type: integer `1`"),
            (r#"{"inner":{"mode":"slow"}}"#, "inner.mode: unknown variant `slow`"),
            (r#"{"list":[1]}"#, "list[0]: invalid type: integer `1`"),
            (r#"["name"]"#, "invalid type: sequence"),
            ("name", "expected ident at line 1"),
        ] {
            let refused = asked(text).expect_err(text);
            assert!(refused.starts_with(place), "{text}: {refused}");
        }
    }
}
