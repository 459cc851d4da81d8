//! Bodies, both ways (spec 2).

use pili_core::{Error, Response, Result};
use quick_xml::{Reader, events::Event};
use serde::{Serialize, de::DeserializeOwned};

/// Reads the XML body of a success, whose root has this name; elements that are not known are ignored.
pub(crate) fn xml<T: DeserializeOwned>(response: &Response, name: &str) -> Result<T> {
    let unreadable =
        |error: &dyn std::fmt::Display| Error::decode(format!("the body is not the documented XML: {error}"));
    match root(response.body()) {
        Some(root) if root == name.as_bytes() => {}
        _ => return Err(unreadable(&format_args!("its root is not `{name}`"))),
    }
    let text = std::str::from_utf8(response.body()).map_err(|error| unreadable(&error))?;
    quick_xml::de::from_str(text).map_err(|error| unreadable(&error))
}

/// Reads the success of a call that answers nothing.
pub(crate) fn nothing(response: &Response) -> Result<()> {
    if response.body().trim_ascii().is_empty() {
        return Ok(());
    }
    Err(Error::decode("the answer has a body where none is documented: is this really the service?"))
}

/// Reads a playlist.
pub(crate) fn playlist(response: &Response) -> Result<String> {
    if !is_playlist(response.body()) {
        return Err(Error::decode("the body is no playlist"));
    }
    let text = String::from_utf8(response.body().to_vec());
    text.map_err(|_| Error::decode("the playlist is not UTF-8"))
}

/// Writes a request's document.
pub(crate) fn write(document: &impl Serialize) -> Result<String> {
    quick_xml::se::to_string(document).map_err(|_| Error::invalid("body", "must be representable as XML"))
}

/// Whether a body may be an answer: none, a playlist, or an XML document that is no page of HTML.
pub(crate) fn is_answer(body: &[u8]) -> bool {
    let is_document = || root(body).is_some_and(|root| !root.eq_ignore_ascii_case(b"html"));
    body.trim_ascii().is_empty() || is_playlist(body) || is_document()
}

fn is_playlist(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"#EXTM3U")
}

/// The name of the root of a document. The service declares no document type, as pages of HTML do.
fn root(body: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::from_reader(body);
    loop {
        match reader.read_event() {
            Ok(Event::Start(root) | Event::Empty(root)) => return Some(root.local_name().as_ref().to_vec()),
            Ok(Event::Text(text)) if text.trim_ascii().is_empty() => {}
            Ok(Event::Decl(_) | Event::Comment(_) | Event::PI(_)) => {}
            _ => return None,
        }
    }
}
