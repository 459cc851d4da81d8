//! The XML in which session creation answers unless it is asked for JSON (spec 4), and errors in its place (spec 16.1).

use pili_core::{Error, Result};
use quick_xml::{Reader, events::Event};
use serde::Deserialize;

use super::SessionInfo;

/// Whether a body is such XML, by its first element: a page of XHTML is none.
pub(crate) fn is_answer(body: &[u8]) -> bool {
    let body = body.trim_ascii_start();
    if !body.starts_with(b"<") {
        return false;
    }
    let mut reader = Reader::from_reader(body);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                return matches!(
                    element.name().as_ref(),
                    b"sessions" | b"Errors" | b"error" | b"errorPayload"
                );
            }
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

#[derive(Deserialize)]
struct Sessions {
    #[serde(rename = "Session", default)]
    sessions: Vec<SessionInfo>,
}

pub(super) fn sessions(body: &[u8]) -> Result<Vec<SessionInfo>> {
    let text = std::str::from_utf8(body).unwrap_or_default();
    match quick_xml::de::from_str::<Sessions>(text) {
        Ok(list) => Ok(list.sessions),
        Err(error) => Err(Error::decode(format!("the body is not the documented XML: {error}"))),
    }
}
