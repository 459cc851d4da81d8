//! XML bodies, both ways (spec 2).

use pili_core::{Error, Response, Result};
use quick_xml::events::Event;
use serde::{Serialize, de::DeserializeOwned};

/// Reads the XML body of a success; elements that are not known are ignored.
pub(crate) fn decode<T: DeserializeOwned>(response: &Response) -> Result<T> {
    let unreadable =
        |error: &dyn std::fmt::Display| Error::decode(format!("the body is not the documented XML: {error}"));
    let text = std::str::from_utf8(response.body()).map_err(|error| unreadable(&error))?;
    quick_xml::de::from_str(text).map_err(|error| unreadable(&error))
}

/// Writes a request's document.
pub(crate) fn encode(document: &impl Serialize) -> Result<String> {
    quick_xml::se::to_string(document).map_err(|_| Error::invalid("body", "must be representable as XML"))
}

/// Whether a body is an XML document, and no page of HTML put in between.
pub(crate) fn is_document(body: &[u8]) -> bool {
    let mut reader = quick_xml::Reader::from_reader(body);
    loop {
        match reader.read_event() {
            Ok(Event::Start(root) | Event::Empty(root)) => {
                return !root.local_name().as_ref().eq_ignore_ascii_case(b"html");
            }
            Ok(Event::Eof) | Err(_) => return false,
            Ok(Event::Text(text)) if !text.trim_ascii().is_empty() => return false,
            Ok(_) => {}
        }
    }
}
