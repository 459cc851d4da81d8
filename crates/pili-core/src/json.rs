use serde::de::DeserializeOwned;

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
