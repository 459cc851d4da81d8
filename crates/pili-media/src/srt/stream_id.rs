//! What the stream id of a publisher says: `#!::h=<hub>/<stream key>,m=publish,domain=<host>,…`.

use super::Rejection;

/// A publish as a stream id asks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) app: String,
    pub(super) name: String,
    /// Empty if it is not said.
    pub(super) domain: String,
    /// All items but the first and the mode, in their order.
    pub(super) query: Option<String>,
}

impl Asked {
    /// # Errors
    /// The rejection, with what could be read nevertheless.
    pub(super) fn parse(stream_id: &str) -> Result<Self, (Self, Rejection)> {
        let asked = Self::read(stream_id).ok_or_else(|| (Self::default(), Rejection::StreamId))?;
        match item(stream_id, "m") {
            Some("publish") => Ok(asked),
            _ => Err((asked, Rejection::Mode)),
        }
    }

    fn read(stream_id: &str) -> Option<Self> {
        let (path, _) =
            items(stream_id).next().filter(|(name, _)| *name == "h").map(|(_, path)| (path, ()))?;
        let (app, name) = path.trim_start_matches('/').split_once('/')?;
        if app.is_empty() || name.is_empty() {
            return None;
        }
        let rest = items(stream_id).skip(1).filter(|(name, _)| *name != "m");
        let query: Vec<_> = rest.map(|(name, value)| format!("{name}={value}")).collect();
        Some(Self {
            app: app.to_owned(),
            name: name.to_owned(),
            domain: item(stream_id, "domain").unwrap_or_default().to_owned(),
            query: (!query.is_empty()).then(|| query.join("&")),
        })
    }
}

fn item<'a>(stream_id: &'a str, wanted: &str) -> Option<&'a str> {
    items(stream_id).find(|(name, _)| *name == wanted).map(|(_, value)| value)
}

/// Name and value of each item; one without a value has the empty one.
fn items(stream_id: &str) -> impl Iterator<Item = (&str, &str)> {
    let items = stream_id.strip_prefix("#!::").into_iter().flat_map(|items| items.split(','));
    items.map(|item| item.split_once('=').unwrap_or((item, "")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_what_follows_the_question_mark_over_rtmp() {
        let id = "#!::h=hub/evening,m=publish,domain=publish.example.com,e=1700000000,token=ak:a_b-c=";
        let asked = Asked::parse(id).expect("a publish");
        assert_eq!((asked.app.as_str(), asked.name.as_str()), ("hub", "evening"));
        assert_eq!(asked.domain, "publish.example.com");
        let query = "domain=publish.example.com&e=1700000000&token=ak:a_b-c=";
        assert_eq!(asked.query.as_deref(), Some(query));
        assert_eq!(Asked::parse("#!::h=/hub/evening,m=publish").expect("a publish").query, None);
    }

    #[test]
    fn a_stream_id_must_name_a_stream_first_and_ask_to_publish() {
        for id in ["", "evening", "#!::", "#!::h=hub", "#!::h=/hub/,m=publish", "#!::m=publish,h=hub/a"] {
            assert_eq!(Asked::parse(id), Err((Asked::default(), Rejection::StreamId)), "{id}");
        }
        for id in ["#!::h=hub/evening", "#!::h=hub/evening,m=request", "#!::h=hub/evening,m"] {
            let (asked, rejection) = Asked::parse(id).expect_err(id);
            assert_eq!((asked.name.as_str(), rejection), ("evening", Rejection::Mode), "{id}");
        }
    }
}
