use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use serde::Deserialize;
use serde_json::Value;

/// What the body of a refusal tells (spec 16.1): JSON, XML, or the XML of former days. What proxies answer is
/// none of these.
#[derive(Debug, Deserialize)]
pub(crate) struct ErrorBody {
    code: Option<Value>,
    message: Option<Value>,
    description: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename = "errorPayload")]
struct ErrorPayload {
    code: Option<String>,
    message: Option<String>,
    description: Option<String>,
}

impl ErrorBody {
    pub(crate) fn of(body: &[u8]) -> Option<Self> {
        let of_xml = || Self::of_xml(std::str::from_utf8(body).ok()?);
        Self::of_json(body).or_else(of_xml)
    }

    pub(crate) fn code(&self) -> Option<String> {
        self.code.as_ref().map(plain).filter(|code| !code.is_empty())
    }

    pub(crate) fn message(&self) -> Option<String> {
        let mut words = [&self.message, &self.description].into_iter().flatten().map(plain);
        words.find(|words| !words.is_empty())
    }

    /// An object, or the first of a list: session creation answers with a list.
    fn of_json(body: &[u8]) -> Option<Self> {
        let value = match serde_json::from_slice(body).ok()? {
            Value::Array(list) => list.into_iter().next()?,
            value => value,
        };
        value.is_object().then(|| serde_json::from_value(value).ok())?
    }

    fn of_xml(body: &str) -> Option<Self> {
        if !body.contains("<errorPayload") {
            return Self::of_former_xml(body);
        }
        let ErrorPayload { code, message, description } = quick_xml::de::from_str(body).ok()?;
        Some(Self::of_texts([code, message, description]))
    }

    /// `<error code="…"><kind message="…"/></error>`, whatever it stands in and whatever the kind.
    fn of_former_xml(body: &str) -> Option<Self> {
        let mut reader = Reader::from_str(body);
        let mut code = None;
        loop {
            match reader.read_event().ok()? {
                Event::Start(element) | Event::Empty(element) => {
                    let message = attribute(&element, "message");
                    if element.name().as_ref() == b"error" {
                        code = Some(attribute(&element, "code"));
                    }
                    if let (Some(code), Some(_)) = (&code, &message) {
                        return Some(Self::of_texts([code.clone(), message, None]));
                    }
                }
                Event::Eof => return code.map(|code| Self::of_texts([code, None, None])),
                _ => {}
            }
        }
    }

    fn of_texts(texts: [Option<String>; 3]) -> Self {
        let [code, message, description] = texts.map(|text| text.map(Value::String));
        Self { code, message, description }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    attribute.unescape_value().ok().map(|value| value.into_owned())
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
