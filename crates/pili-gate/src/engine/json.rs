//! Bodies in JSON.

use bytes::Bytes;
use http::{Response, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Unreadable, with_type};

/// Reads a body; a member that is there twice is refused.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Unreadable> {
    // What was sent may hold a token, so that only the place is told.
    serde_json::from_slice(body).map_err(|error| {
        let what = if error.is_data() { "is not what the engine sends" } else { "is no JSON" };
        Unreadable::new(format!("its body {what} (line {}, column {})", error.line(), error.column()))
    })
}

pub(super) fn answer(status: StatusCode, body: &Value) -> Response<Bytes> {
    with_type(status, "application/json", body.to_string())
}
