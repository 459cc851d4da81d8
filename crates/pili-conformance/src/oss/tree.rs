//! An XML document as the texts of its leaves by path, so that white space and references do not count.

use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesRef, Event},
};

use crate::outcome::{Difference, Outcome};

pub(super) type Tree = Vec<(String, String)>;

pub(super) fn of(document: &str) -> Outcome<Tree> {
    let mut reader = Reader::from_str(document);
    reader.config_mut().expand_empty_elements = true;
    let (mut tree, mut path, mut text, mut leaf) = (Tree::new(), Vec::new(), String::new(), false);
    loop {
        match reader.read_event()? {
            Event::Start(element) => {
                path.push(String::from_utf8(element.local_name().as_ref().to_vec())?);
                (text, leaf) = (String::new(), true);
            }
            Event::Text(part) => text.push_str(&part.decode()?),
            Event::CData(part) => text.push_str(&part.decode()?),
            Event::GeneralRef(reference) => text.push_str(&resolved(&reference)?),
            Event::End(_) => {
                if leaf {
                    tree.push((path.join("/"), std::mem::take(&mut text)));
                }
                leaf = false;
                path.pop();
            }
            Event::Eof => return Ok(tree),
            _ => {}
        }
    }
}

fn resolved(reference: &BytesRef<'_>) -> Outcome<String> {
    if let Some(character) = reference.resolve_char_ref()? {
        return Ok(character.to_string());
    }
    let name = reference.decode()?;
    let text = resolve_predefined_entity(&name).map(str::to_owned);
    text.ok_or_else(|| Difference::new(format!("unknown entity `{name}`")))
}
