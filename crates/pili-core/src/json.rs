use serde::{Deserialize, Deserializer, de::DeserializeOwned};

use crate::{Error, Response, Result};

/// Reads the JSON body of a success; members that are not known are ignored.
///
/// # Errors
/// [`ErrorKind::Decode`](crate::ErrorKind::Decode), saying where the body stops making sense.
pub fn decode_json<T: DeserializeOwned>(response: &Response) -> Result<T> {
    serde_json::from_slice(response.body()).map_err(|error| {
        Error::decode(format!("the body is not the documented JSON: {error}")).and_response(response)
    })
}

/// Reads a member that may be `null`, for `#[serde(default, deserialize_with = "...")]`: `null` counts as
/// missing.
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
