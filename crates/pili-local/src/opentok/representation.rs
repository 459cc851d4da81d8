use std::cmp::Reverse;

use axum::{
    Json,
    http::{
        HeaderMap,
        header::{ACCEPT, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::refused::Refused;

/// The forms in which session creation answers (spec 4), XML by the media type it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Representation {
    Xml(&'static str),
    Json,
}

impl Representation {
    /// In the order of what the platform gives where a client leaves it the choice.
    const ALL: [Self; 3] = [Self::Xml("text/xml"), Self::Xml("application/xml"), Self::Json];

    /// What `Accept` asks for: the one of most weight, of those the one it names most closely, and of those the
    /// one it names first. XML if that decides nothing.
    pub(super) fn asked_for(headers: &HeaderMap) -> Self {
        let accept: Vec<_> = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
        let ranges: Vec<_> = accept.iter().flat_map(|list| list.split(',')).map(Range::read).collect();
        // Of equal ones the last is taken: from the back, that is the first.
        let best = Self::ALL.into_iter().rev().max_by_key(|form| Range::wanted(&ranges, form.media_type()));
        best.unwrap_or(Self::ALL[0])
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Xml(media_type) => media_type,
            Self::Json => "application/json",
        }
    }

    /// A document of the wire.
    pub(super) fn write(self, document: &impl Serialize) -> Response {
        if self == Self::Json {
            return Json(document).into_response();
        }
        let written = quick_xml::se::to_string(document).map(|text| {
            // What XML cannot hold may stand in the words of a client.
            let text = text.replace(char::is_control, " ");
            ([(CONTENT_TYPE, self.media_type())], format!("{DECLARATION}{text}"))
        });
        written.map_err(|error| Refused::new(500, error.to_string())).into_response()
    }
}

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

/// A media range of `Accept` and its weight in thousandths. Parameters besides the weight tell nothing here.
#[derive(Clone, Copy, Debug)]
struct Range<'a> {
    kind: &'a str,
    subkind: &'a str,
    weight: u16,
}

impl<'a> Range<'a> {
    fn read(text: &'a str) -> Self {
        let (range, parameters) = text.split_once(';').unwrap_or((text, ""));
        // A lone star is what some clients send for all.
        let (kind, subkind) = range.trim().split_once('/').unwrap_or((range.trim(), "*"));
        Self { kind, subkind, weight: weight(parameters) }
    }

    /// How much a type is wanted, by the closest range: its weight, how close it is, and how early it stands.
    /// `None` if no range names the type, or one of no weight.
    fn wanted(ranges: &[Self], media_type: &str) -> Option<(u16, u8, Reverse<usize>)> {
        let close =
            |(at, range): (usize, &Self)| Some((range.closeness(media_type)?, range.weight, Reverse(at)));
        let (closeness, weight, at) = ranges.iter().enumerate().filter_map(close).max()?;
        (weight > 0).then_some((weight, closeness, at))
    }

    fn closeness(&self, media_type: &str) -> Option<u8> {
        let (kind, subkind) = media_type.split_once('/')?;
        match (self.kind, self.subkind) {
            ("*", "*") => Some(0),
            (asked, "*") if asked.eq_ignore_ascii_case(kind) => Some(1),
            (asked, close) if asked.eq_ignore_ascii_case(kind) && close.eq_ignore_ascii_case(subkind) => {
                Some(2)
            }
            _ => None,
        }
    }
}

/// The weight among parameters: all of it, if none can be read.
fn weight(parameters: &str) -> u16 {
    let mut parameters = parameters.split(';').filter_map(|parameter| parameter.split_once('='));
    let weight = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("q"));
    let weight = weight.and_then(|(_, weight)| weight.trim().parse().ok());
    let weight: f32 = weight.filter(|weight| (0.0..=1.0).contains(weight)).unwrap_or(1.0);
    (weight * 1000.0).round() as u16
}
