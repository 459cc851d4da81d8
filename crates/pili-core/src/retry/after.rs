use std::time::Duration;

use http::{
    HeaderMap, HeaderValue,
    header::{DATE, RETRY_AFTER},
};
use httpdate::parse_http_date;

/// The wait that a service asks for by `Retry-After`. One that cannot be read asks for the `longest`: the
/// service wants to be left alone, and does not say for how long.
pub(super) fn asked(headers: &HeaderMap, longest: Duration) -> Option<Duration> {
    let after = headers.get(RETRY_AFTER)?;
    Some(read(after, headers.get(DATE)).unwrap_or(longest))
}

/// Seconds, or a date against the answer's own `Date`: no clock is read.
fn read(after: &HeaderValue, date: Option<&HeaderValue>) -> Option<Duration> {
    let after = after.to_str().ok()?;
    if let Ok(seconds) = after.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = parse_http_date(after).ok()?;
    let now = parse_http_date(date?.to_str().ok()?).ok()?;
    Some(until.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONGEST: Duration = Duration::from_secs(5);
    const NOW: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    const LATER: &str = "Sun, 06 Nov 1994 08:49:40 GMT";

    fn asked_by(after: &str, date: Option<&str>) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, after.parse().unwrap());
        headers.extend(date.map(|date| (DATE, date.parse().unwrap())));
        asked(&headers, LONGEST)
    }

    #[test]
    fn seconds_are_read_and_a_date_against_the_answers_own() {
        assert_eq!(asked_by("7", None), Some(Duration::from_secs(7)));
        assert_eq!(asked_by("18446744073709551615", None), Some(Duration::from_secs(u64::MAX)));
        assert_eq!(asked_by(LATER, Some(NOW)), Some(Duration::from_secs(3)));
        assert_eq!(asked_by(NOW, Some(LATER)), Some(Duration::ZERO));
        assert_eq!(asked(&HeaderMap::new(), LONGEST), None);
    }

    #[test]
    fn what_cannot_be_read_asks_for_the_longest_wait() {
        for (after, date) in [
            ("99999999999999999999", None),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
            ("\u{e9}", None),
            (LATER, None),
            (LATER, Some("today")),
        ] {
            assert_eq!(asked_by(after, date), Some(LONGEST), "{after:?}");
        }
    }
}
