//! XML bodies, both ways (spec 2).

use pili_core::{Error, Response, Result};
use serde::{Serialize, de::DeserializeOwned};

/// Reads the XML body of a success; elements that are not known are ignored.
pub(crate) fn decode<T: DeserializeOwned>(response: &Response) -> Result<T> {
    let unreadable = |error: &dyn std::fmt::Display| {
        Error::decode(format!("the body is not the documented XML: {error}")).and_response(response)
    };
    let text = std::str::from_utf8(response.body()).map_err(|error| unreadable(&error))?;
    quick_xml::de::from_str(text).map_err(|error| unreadable(&error))
}

/// Writes a request's document.
pub(crate) fn encode(document: &impl Serialize) -> Result<String> {
    quick_xml::se::to_string(document).map_err(|_| Error::invalid("body", "must be representable as XML"))
}
