use std::{ops::RangeInclusive, time::Duration};

use super::{CallbackConfig, CallbackType};

/// Checks what the vendor limits of a callback's settings (spec 4.5, 4.12).
///
/// ```
/// use pili_gate::callback::{self, CallbackConfig, CallbackType};
/// let mut config = CallbackConfig::default();
/// config.kind = CallbackType::Form;
/// config.url = "no URL".to_owned();
/// assert!(callback::check(&config).is_err());
/// ```
///
/// # Errors
/// Which member breaks which rule.
pub fn check(callback: &CallbackConfig) -> Result<(), String> {
    match callback.kind {
        CallbackType::Off => return Ok(()),
        CallbackType::Get | CallbackType::Form | CallbackType::Json => {}
        _ => return Err("callback type must be GET, FORM or JSON".to_owned()),
    }
    if callback.url.is_empty() || callback.vars.is_empty() {
        return Err("callback must have a url and at least one var".to_owned());
    }
    within("timeout", seconds(callback.timeout), 0..=10)?;
    within("retryTimes", callback.retry_times, 0..=5)?;
    within("retryInterval", seconds(callback.retry_interval), 0..=5)
}

fn seconds(length: Duration) -> i64 {
    i64::try_from(length.as_secs()).unwrap_or(i64::MAX)
}

fn within(member: &str, value: i64, range: RangeInclusive<i64>) -> Result<(), String> {
    let wrong = || format!("{member} must be {} to {}", range.start(), range.end());
    if range.contains(&value) { Ok(()) } else { Err(wrong()) }
}
