use std::{fmt, sync::Arc, time::SystemTime};

/// Where the time of a signature comes from: the system, a fixed moment, or any function.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// let clock = pili_auth::Clock::fixed(UNIX_EPOCH + Duration::from_secs(1_700_000_000));
/// assert_eq!(clock.unix(), 1_700_000_000);
/// ```
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> SystemTime + Send + Sync>);

impl Clock {
    /// The system's clock: the one place in these crates that reads it. Example: [`Clock::new`].
    pub fn system() -> Self {
        #[allow(clippy::disallowed_methods, reason = "the one reading of the clock that callers opt into")]
        Self::new(SystemTime::now)
    }

    /// A clock that stands still. Example: [`Clock`].
    pub fn fixed(time: SystemTime) -> Self {
        Self::new(move || time)
    }

    /// A clock of the caller's: a test's, or one corrected for skew.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime, UNIX_EPOCH};
    /// use pili_auth::Clock;
    ///
    /// // A machine whose clock is a minute behind.
    /// let clock = Clock::new(|| UNIX_EPOCH + Duration::from_secs(60));
    /// assert_eq!(clock.now(), UNIX_EPOCH + Duration::from_secs(60));
    ///
    /// let system = Clock::system();
    /// assert!(system.now() <= SystemTime::now());
    /// ```
    pub fn new(now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The time now. Example: [`Clock::new`].
    pub fn now(&self) -> SystemTime {
        (self.0)()
    }

    /// The time now in whole Unix seconds; negative before 1970. Example: [`Clock`].
    pub fn unix(&self) -> i64 {
        unix_seconds(self.now())
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock(..)")
    }
}

/// Whole Unix seconds of a time, rounded down; negative before 1970.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
/// assert_eq!(pili_auth::unix_seconds(UNIX_EPOCH + Duration::from_millis(1500)), 1);
/// ```
pub fn unix_seconds(time: SystemTime) -> i64 {
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
        Err(before) => {
            let before = before.duration();
            let up = u64::from(before.subsec_nanos() > 0);
            i64::try_from(before.as_secs().saturating_add(up)).map_or(i64::MIN, |s| -s)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[cfg_attr(target_family = "wasm", ignore = "its clock knows other times")]
    #[test]
    fn times_before_1970_are_negative_and_rounded_down() {
        assert_eq!(unix_seconds(SystemTime::UNIX_EPOCH - Duration::from_millis(1500)), -2);
        assert_eq!(unix_seconds(SystemTime::UNIX_EPOCH - Duration::from_secs(1)), -1);
        assert_eq!(unix_seconds(SystemTime::UNIX_EPOCH + Duration::from_millis(1500)), 1);
    }

    #[test]
    fn a_clock_tells_whole_seconds_and_shows_nothing_of_itself() {
        let clock = Clock::fixed(SystemTime::UNIX_EPOCH + Duration::from_millis(1500));
        assert_eq!((clock.unix(), format!("{clock:?}").as_str()), (1, "Clock(..)"));
    }
}
