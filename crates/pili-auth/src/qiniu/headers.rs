//! `X-Qiniu-*` headers, which take part in the signature whenever they are present (spec 2.3).

use std::time::SystemTime;

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::{SignError, clock::unix_seconds};

const PREFIX: &str = "x-qiniu-";
const DATE: HeaderName = HeaderName::from_static("x-qiniu-date");

/// The signed lines, sorted by canonical name, each behind a line feed.
pub(super) fn lines(headers: &HeaderMap) -> Result<String, SignError> {
    let mut lines = Vec::new();
    for (name, value) in headers {
        if name.as_str().starts_with(PREFIX) && name.as_str().len() > PREFIX.len() {
            let text =
                value.to_str().map_err(|_| SignError::new("X-Qiniu-* header", "must be printable ASCII"))?;
            lines.push((canonical(name.as_str()), text));
        }
    }
    lines.sort_by(|left, right| left.0.cmp(&right.0));
    Ok(lines.into_iter().map(|(name, text)| format!("\n{name}: {text}")).collect())
}

/// Each dash-separated part with an upper-case first letter.
fn canonical(name: &str) -> String {
    let capitalised = |part: &str| match part.split_at_checked(1) {
        Some((first, rest)) => first.to_ascii_uppercase() + rest,
        None => String::new(),
    };
    name.split('-').map(capitalised).collect::<Vec<_>>().join("-")
}

/// Sets `X-Qiniu-Date` to `now` as `YYYYMMDDTHHMMSSZ`, UTC.
pub(super) fn set_date(headers: &mut HeaderMap, now: SystemTime) -> Result<(), SignError> {
    let out_of_range = || SignError::new("time", "must lie within the years 0 to 9999");
    let moment = jiff::Timestamp::from_second(unix_seconds(now)).map_err(|_| out_of_range())?;
    let text = moment.strftime("%Y%m%dT%H%M%SZ").to_string();
    headers.insert(DATE, HeaderValue::from_str(&text).map_err(|_| out_of_range())?);
    Ok(())
}
