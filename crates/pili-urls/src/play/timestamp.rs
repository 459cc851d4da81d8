use std::time::{Duration, SystemTime};

use pili_auth::{SignError, unix_seconds};

use crate::{Refusal, received::later};

/// How a play domain reads the time in its URLs.
///
/// Example: [`AntiLeech`](crate::play::AntiLeech).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimestampRule {
    /// `tsStartMD5`: good from the time on, for `range`.
    Start {
        /// The domain's `range`, in whole seconds.
        range: Duration,
    },
    /// `tsExpireMD5`: good until the time, and for `gap` after it.
    Expire {
        /// The domain's `gapDuration`, in whole seconds.
        gap: Duration,
    },
}

impl TimestampRule {
    /// The rule's name on the wire: `tsStartMD5` or `tsExpireMD5`.
    /// Example: [`AntiLeech::rule`](crate::play::AntiLeech::rule).
    pub fn name(&self) -> &'static str {
        match self {
            Self::Start { .. } => "tsStartMD5",
            Self::Expire { .. } => "tsExpireMD5",
        }
    }

    pub(super) fn check(&self, time: u64, now: SystemTime) -> Result<(), Refusal> {
        let (expires_at, tolerance) = match self {
            Self::Start { range } => {
                not_before(time, now)?;
                (time.saturating_add(range.as_secs()), 0)
            }
            Self::Expire { gap } => (time, gap.as_secs()),
        };
        match later(now, expires_at) {
            Some(by) if by.as_secs() > tolerance => Err(Refusal::Expired { expires_at, by }),
            _ => Ok(()),
        }
    }
}

fn not_before(starts_at: u64, now: SystemTime) -> Result<(), Refusal> {
    let now = u64::try_from(unix_seconds(now)).unwrap_or(0);
    match starts_at.checked_sub(now) {
        Some(by) if by > 0 => Err(Refusal::NotYetValid { starts_at, by: Duration::from_secs(by) }),
        _ => Ok(()),
    }
}

/// A time as Unix seconds in lower-case digits of a base.
pub(super) fn in_base(time: SystemTime, base: u32) -> Result<String, SignError> {
    let seconds = u64::try_from(unix_seconds(time));
    let mut rest = seconds.map_err(|_| SignError::new("time", "must not lie before 1970"))?;
    let base = u64::from(base);
    let mut digits = Vec::with_capacity(16);
    loop {
        let digit = u32::try_from(rest % base).ok().and_then(|digit| char::from_digit(digit, 36));
        digits.extend(digit.map(|digit| digit as u8));
        rest /= base;
        if rest == 0 {
            digits.reverse();
            return Ok(String::from_utf8(digits).unwrap_or_default());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    #[test]
    fn digits_are_lower_case_and_the_epoch_is_zero() {
        assert_eq!(in_base(UNIX_EPOCH, 2).unwrap(), "0");
        assert_eq!(in_base(UNIX_EPOCH + Duration::from_secs(35), 36).unwrap(), "z");
    }

    #[cfg_attr(target_family = "wasm", ignore = "its clock knows other times")]
    #[test]
    fn a_span_ends_with_its_last_second() {
        let at = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
        let start = TimestampRule::Start { range: Duration::from_secs(10) };
        let expire = TimestampRule::Expire { gap: Duration::from_secs(10) };
        for rule in [start, expire] {
            assert_eq!(rule.check(100, at(110)), Ok(()), "{rule:?}");
            assert!(matches!(rule.check(100, at(111)), Err(Refusal::Expired { .. })), "{rule:?}");
        }
        let early = Refusal::NotYetValid { starts_at: 100, by: Duration::from_secs(1) };
        assert_eq!((start.check(100, at(99)), start.check(100, at(100))), (Err(early), Ok(())));
        // To whoever lives before 1970 it is 1970.
        let before = UNIX_EPOCH - Duration::from_secs(5);
        let early = Refusal::NotYetValid { starts_at: 1, by: Duration::from_secs(1) };
        assert_eq!((start.check(0, before), start.check(1, before)), (Ok(()), Err(early)));
    }
}
