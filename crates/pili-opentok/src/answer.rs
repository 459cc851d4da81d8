use pili_core::{Error, Response, Result};
use serde::de::IgnoredAny;

/// Reads an answer that tells nothing: an empty one, or JSON that nobody needs.
pub(crate) fn nothing(response: &Response) -> Result<()> {
    let body = response.body().trim_ascii();
    if body.is_empty() || serde_json::from_slice::<IgnoredAny>(body).is_ok() {
        return Ok(());
    }
    Err(Error::decode("the body is neither empty nor JSON: is this really the API?"))
}
