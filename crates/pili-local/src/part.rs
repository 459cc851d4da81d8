//! A file as an answer: whole, or the part that a player asks for (RFC 9110, section 14).

use std::ops::Range;

use bytes::Bytes;
use http::{
    HeaderMap, HeaderName, HeaderValue, Response, StatusCode,
    header::{ACCEPT_RANGES, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH, IF_RANGE, RANGE},
};
use http_range_header::{EndPosition, StartPosition, SyntacticallyCorrectRange, parse_range_header};

use crate::store::File;

/// What is asked for of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Whole,
    /// Some bytes.
    Of {
        bytes: Range<usize>,
        /// Whether more was asked for than there is.
        is_cut: bool,
    },
    /// Only what lies behind its end.
    Behind,
    /// Nothing, since it is known already.
    Known,
}

impl Part {
    /// By the headers of a request.
    pub(crate) fn asked(headers: &HeaderMap, file: &File) -> Self {
        let etag = file.etag();
        if lists(headers, etag) {
            return Self::Known;
        }
        let is_same = headers.get(IF_RANGE).is_none_or(|known| known.as_bytes() == etag.as_bytes());
        match range(headers).filter(|_| is_same) {
            Some(range) => Self::in_range(range, file.body.len()),
            None => Self::Whole,
        }
    }

    fn in_range(range: SyntacticallyCorrectRange, size: usize) -> Self {
        let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
        let start = match range.start {
            StartPosition::Index(start) => place(start),
            StartPosition::FromLast(count) => size.saturating_sub(place(count)),
        };
        let end = match range.end {
            EndPosition::Index(last) if place(last) < start => return Self::Whole,
            EndPosition::Index(last) => place(last).saturating_add(1),
            EndPosition::LastByte => size,
        };
        let is_cut =
            end > size || matches!(range.start, StartPosition::FromLast(count) if place(count) > size);
        if start < size { Self::Of { bytes: start..end.min(size), is_cut } } else { Self::Behind }
    }

    /// The answer with it.
    pub(crate) fn answer(self, file: &File) -> Response<Bytes> {
        let size = file.body.len();
        let (status, body, range) = match self {
            Self::Whole => (StatusCode::OK, file.body.clone(), None),
            Self::Of { bytes, .. } => {
                let named = format!("bytes {}-{}/{size}", bytes.start, bytes.end - 1);
                (StatusCode::PARTIAL_CONTENT, file.body.slice(bytes), Some(named))
            }
            Self::Behind => {
                (StatusCode::RANGE_NOT_SATISFIABLE, Bytes::new(), Some(format!("bytes */{size}")))
            }
            Self::Known => (StatusCode::NOT_MODIFIED, Bytes::new(), None),
        };
        let mut response = Response::new(body);
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.extend(HeaderValue::from_str(&file.content_type).map(|kind| (CONTENT_TYPE, kind)));
        headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        headers.insert(ETAG, file.etag().clone());
        headers.extend(range.and_then(|range| Some((CONTENT_RANGE, HeaderValue::from_str(&range).ok()?))));
        response
    }
}

/// What web pages of others may read of an answer.
pub(crate) const EXPOSED: [HeaderName; 4] =
    [ACCEPT_RANGES, http::header::CONTENT_LENGTH, CONTENT_RANGE, ETAG];

/// The one range that is asked for; what is not understood, or several, is as good as none.
fn range(headers: &HeaderMap) -> Option<SyntacticallyCorrectRange> {
    let asked = parse_range_header(headers.get(RANGE)?.to_str().ok()?).ok()?;
    match asked.ranges[..] {
        [range] => Some(range),
        _ => None,
    }
}

/// Whether a file with this tag is known to whoever asks.
fn lists(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    let Ok(etag) = etag.to_str() else { return false };
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|tags| tags.to_str().ok());
    known.flat_map(|tags| tags.split(',')).any(|tag| {
        let tag = tag.trim();
        tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: HeaderName, value: &str) -> Part {
        let headers = HeaderMap::from_iter([(name, HeaderValue::from_str(value).expect("a value"))]);
        Part::asked(&headers, &File::new("video/mp4", Bytes::from_static(b"0123456789")))
    }

    #[test]
    fn a_range_is_cut_to_the_file_and_one_behind_its_end_is_none() {
        let part = |start, end, is_cut| Part::Of { bytes: start..end, is_cut };
        for (range, expected) in [
            ("bytes=0-3", part(0, 4, false)),
            ("bytes=4-", part(4, 10, false)),
            ("bytes=9-9", part(9, 10, false)),
            ("bytes=-3", part(7, 10, false)),
            ("bytes=-30", part(0, 10, true)),
            ("bytes=4-400", part(4, 10, true)),
            ("bytes=4-18446744073709551615", part(4, 10, true)),
            ("bytes=10-", Part::Behind),
            ("bytes=10-20", Part::Behind),
            ("bytes=18446744073709551615-", Part::Behind),
            ("bytes=5-4", Part::Whole),
            ("bytes=0-1,4-5", Part::Whole),
            ("lines=0-1", Part::Whole),
            ("bytes=a-b", Part::Whole),
        ] {
            assert_eq!(asked(RANGE, range), expected, "{range}");
        }
    }

    #[test]
    fn a_part_is_given_only_of_the_file_that_is_meant_and_what_is_known_not_at_all() {
        let file = File::new("video/mp4", Bytes::from_static(b"0123456789"));
        let etag = file.etag().to_str().expect("a tag").to_owned();
        let range = |condition: &str| {
            let pairs = [(RANGE, "bytes=0-3"), (IF_RANGE, condition)];
            HeaderMap::from_iter(
                pairs.map(|(name, value)| (name, HeaderValue::from_str(value).expect("a value"))),
            )
        };
        assert_eq!(Part::asked(&range(&etag), &file), Part::Of { bytes: 0..4, is_cut: false });
        assert_eq!(Part::asked(&range("\"another\""), &file), Part::Whole);
        assert_eq!(Part::asked(&range("Sun, 22 Nov 2026 00:00:00 GMT"), &file), Part::Whole);
        for known in [&etag, "*", &format!("\"another\", W/{etag}")] {
            assert_eq!(asked(IF_NONE_MATCH, known), Part::Known, "{known}");
        }
        assert_eq!(asked(IF_NONE_MATCH, "\"another\""), Part::Whole);
    }

    #[test]
    fn nothing_of_an_empty_file_lies_before_its_end() {
        let file = File::new("video/mp4", Bytes::new());
        let headers = HeaderMap::from_iter([(RANGE, HeaderValue::from_static("bytes=-1"))]);
        assert_eq!(Part::asked(&headers, &file), Part::Behind);
        assert_eq!(Part::Behind.answer(&file).headers()[CONTENT_RANGE], "bytes */0");
    }
}
