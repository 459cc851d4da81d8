//! Bodies, read as loosely as those of other APIs: an empty element is as good as none.

use quick_xml::{Reader, Writer, events::Event};
use serde::de::DeserializeOwned;

use super::refused::Refused;

/// Reads the XML of a request.
pub(super) fn xml<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refused> {
    let malformed = |error: String| Refused::new(400, "MalformedXML", error);
    let text = std::str::from_utf8(body).map_err(|error| malformed(error.to_string()))?;
    let filled = without_empty(text).map_err(|error| malformed(error.to_string()))?;
    quick_xml::de::from_reader(&*filled).map_err(|error| malformed(error.to_string()))
}

fn without_empty(text: &str) -> Result<Vec<u8>, quick_xml::Error> {
    let (mut reader, mut kept) = (Reader::from_str(text), Writer::new(Vec::new()));
    // The tag of an element that has nothing in it so far.
    let mut opened = None;
    loop {
        match (reader.read_event()?, opened.take()) {
            (Event::Eof, _) => return Ok(kept.into_inner()),
            (Event::Empty(_), before) => opened = before,
            (Event::End(_), Some(_)) => {}
            (event, before) => {
                if let Some(tag) = before {
                    kept.write_event(Event::Start(tag))?;
                }
                match event {
                    Event::Start(tag) => opened = Some(tag),
                    event => kept.write_event(event)?,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_elements_go_and_others_stay_as_they_are() {
        for (text, expected) in [
            ("<a><b/><c></c><d>1</d><e x='y'><f/>2</e></a>", "<a><d>1</d><e x='y'>2</e></a>"),
            ("<a><b><c/></b><d> </d></a>", "<a><d> </d></a>"),
            ("<?xml version=\"1.0\"?><a>&lt;</a>", "<?xml version=\"1.0\"?><a>&lt;</a>"),
            ("<a/>", ""),
        ] {
            let kept = without_empty(text).expect(text);
            assert_eq!(String::from_utf8_lossy(&kept), expected, "{text}");
        }
        assert!(without_empty("<a></b>").is_err());
    }
}
