use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::Refusal;

/// The first time that eight decimal digits cannot tell: in 1973.
const BEYOND: Duration = Duration::from_secs(100_000_000);

/// What to say of a time that is written as in Pili's play URLs: in eight hexadecimal digits, as every time from
/// 1978 to 2106 is. Eight decimal digits are a time before 1974.
pub(super) fn refusal(time: &str) -> Option<Refusal> {
    let digits = time.len() == 8 && time.bytes().all(|digit| digit.is_ascii_hexdigit());
    let expires_at = u64::from_str_radix(time, 16).ok().filter(|_| digits)?;
    Some(Refusal::HexadecimalTime { value: time.to_owned(), expires_at })
}

/// The same of a time that is over. It is in decimal digits where the clock is still at what they can tell.
pub(super) fn refusal_of_late(time: &str, now: SystemTime) -> Option<Refusal> {
    refusal(time).filter(|_| now >= UNIX_EPOCH + BEYOND)
}
