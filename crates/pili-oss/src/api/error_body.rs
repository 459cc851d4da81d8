//! The `Error` document (spec 4): read by local names, values trimmed, as the vendor's own examples need it.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use pili_core::Response;
use quick_xml::{Reader, de, events::Event};
use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, Visitor},
};

/// The text of an error's document.
pub(super) struct ErrorBody<'a>(Cow<'a, str>);

impl<'a> ErrorBody<'a> {
    /// The body; of an empty one the header `x-oss-err`, which holds the same document in Base64.
    pub(super) fn of(response: &'a Response) -> Self {
        let header = || STANDARD.decode(response.headers().get("x-oss-err")?).ok();
        let header = response.body().is_empty().then(header).flatten();
        Self(match header {
            Some(bytes) => String::from_utf8_lossy(&bytes).into_owned().into(),
            None => String::from_utf8_lossy(response.body()),
        })
    }

    /// The elements by name. Of a document that is not well-formed, code and message.
    pub(super) fn into_details(self) -> BTreeMap<String, String> {
        match de::from_str::<BTreeMap<String, Text>>(&self.0) {
            Ok(elements) if self.is_error() => elements.into_iter().filter_map(detail).collect(),
            Ok(_) => BTreeMap::new(),
            Err(_) => self.guess(),
        }
    }

    fn is_error(&self) -> bool {
        let mut reader = Reader::from_str(&self.0);
        loop {
            match reader.read_event() {
                Ok(Event::Start(root)) => return root.local_name().as_ref() == b"Error",
                Ok(Event::Eof) | Err(_) => return false,
                Ok(_) => {}
            }
        }
    }

    fn guess(&self) -> BTreeMap<String, String> {
        let element = |name: &str| {
            let rest = self.0.split_once(&format!("<{name}>"))?.1;
            Some((name.to_owned(), rest.split_once(&format!("</{name}>"))?.0.trim().to_owned()))
        };
        let names = element("Error").map(|_| ["Code", "Message", "RequestId"]);
        names.into_iter().flatten().filter_map(element).collect()
    }
}

/// An element, not an attribute.
fn detail((name, Text(text)): (String, Text)) -> Option<(String, String)> {
    (!name.starts_with('@') && !name.starts_with('$')).then(|| (name, text.trim().to_owned()))
}

/// The text of an element, whatever else it holds.
struct Text(String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(element: D) -> Result<Self, D::Error> {
        element.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an element")
    }

    fn visit_str<E>(self, text: &str) -> Result<Text, E> {
        Ok(Text(text.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Text, E> {
        Ok(Text(String::new()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut children: A) -> Result<Text, A::Error> {
        let mut text = String::new();
        while let Some(name) = children.next_key::<String>()? {
            match name.as_str() {
                "$text" => text.push_str(&children.next_value::<String>()?),
                _ => drop(children.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Text(text))
    }
}
