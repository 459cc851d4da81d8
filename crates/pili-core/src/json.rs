use serde::{Deserialize, Deserializer, de::DeserializeOwned};

use crate::{Error, Response, Result};

/// Reads the JSON body of a success; members that are not known are ignored.
///
/// ```
/// use pili_core::{Response, decode_json};
///
/// #[derive(serde::Deserialize)]
/// struct Title {
///     key: String,
/// }
/// let title: Title = decode_json(&Response::new(r#"{"key":"evening","more":1}"#.into()))?;
/// assert_eq!(title.key, "evening");
/// assert!(decode_json::<Title>(&Response::new("<html>".into())).is_err());
/// # Ok::<(), pili_core::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Decode`](crate::ErrorKind::Decode), saying where the body stops making sense.
pub fn decode_json<T: DeserializeOwned>(response: &Response) -> Result<T> {
    serde_json::from_slice(response.body())
        .map_err(|error| Error::decode(format!("the body is not the documented JSON: {error}")))
}

/// Reads the JSON body of a success that must be an object: nothing else passes for an answer that holds
/// nothing.
///
/// ```
/// use std::collections::BTreeMap;
/// use pili_core::{Response, decode_object};
/// let read = |body: &'static str| decode_object::<BTreeMap<String, u32>>(&Response::new(body.into()));
/// assert_eq!(read("{}")?.len(), 0);
/// assert!(read("[]").is_err() && read("null").is_err());
/// # Ok::<(), pili_core::Error>(())
/// ```
///
/// # Errors
/// As [`decode_json`].
pub fn decode_object<T: DeserializeOwned>(response: &Response) -> Result<T> {
    if response.body().trim_ascii_start().starts_with(b"{") {
        return decode_json(response);
    }
    Err(Error::decode("the body is no JSON object: is this really the API?"))
}

/// Reads a member that may be `null`, for `#[serde(default, deserialize_with = "...")]`: `null` counts as
/// missing.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Page {
///     #[serde(default, deserialize_with = "pili_core::null_as_default")]
///     keys: Vec<String>,
/// }
/// for text in [r#"{"keys":null}"#, "{}"] {
///     assert!(serde_json::from_str::<Page>(text)?.keys.is_empty());
/// }
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
/// When the member is neither `null` nor of the type.
pub fn null_as_default<'de, T, D>(member: D) -> Result<T, D::Error>
where
    T: Default + Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(member).map(Option::unwrap_or_default)
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value};

    use super::*;

    fn read(body: &'static str) -> Result<Map<String, Value>> {
        decode_object(&Response::new(body.into()))
    }

    #[test]
    fn an_object_is_read_and_anything_else_is_said_to_be_none() {
        assert_eq!(read(" {\"a\":1} ").unwrap()["a"], 1);
        for other in ["", "[{", "null", "\"{\"", "<html>"] {
            assert!(read(other).unwrap_err().to_string().contains("no JSON object"), "{other}");
        }
        assert!(read("{").unwrap_err().to_string().contains("not the documented JSON"));
    }
}
