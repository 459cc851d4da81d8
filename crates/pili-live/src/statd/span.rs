use std::ops::Range;

use pili_core::{Error, Result};

/// Checks both ends of a span: 8 or 14 digits each, the begin not after the end.
pub(super) fn check(span: &Range<String>) -> Result<()> {
    check_moment("begin", &span.start)?;
    check_moment("end", &span.end)?;
    if padded(&span.start) > padded(&span.end) {
        return Err(Error::invalid("begin", "must not be after end"));
    }
    Ok(())
}

fn check_moment(field: &'static str, moment: &str) -> Result<()> {
    let good = matches!(moment.len(), 8 | 14) && moment.bytes().all(|byte| byte.is_ascii_digit());
    if good { Ok(()) } else { Err(Error::invalid(field, "must be YYYYMMDD or YYYYMMDDhhmmss")) }
}

/// A day begins at midnight.
fn padded(moment: &str) -> String {
    format!("{moment:0<14}")
}
