//! The service's time, whose hands a test may move.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use pili_auth::Clock;

/// The clock of a service: see [`Local::clock`](crate::Local::clock). Clones are the same clock.
///
/// It goes as the clock that the service was built with ([`LocalBuilder::clock`](crate::LocalBuilder::clock)), and
/// what is moved is moved for all: signatures, tokens, rooms and statistics.
///
/// ```
/// use std::time::Duration;
/// use pili_local::Local;
///
/// let local = Local::demo();
/// let before = local.clock().now();
/// local.clock().advance(Duration::from_secs(86_400));
/// assert!(local.clock().now() >= before + Duration::from_secs(86_400));
/// ```
#[derive(Clone)]
pub struct LocalClock {
    base: Clock,
    moved: Arc<Mutex<Moved>>,
}

/// How far the hands are from where they would be.
#[derive(Clone, Copy, Default)]
struct Moved {
    ahead: Duration,
    behind: Duration,
}

impl LocalClock {
    pub(crate) fn new(base: Clock) -> Self {
        Self { base, moved: Arc::default() }
    }

    /// The time of the service. Example: [`LocalClock`].
    pub fn now(&self) -> SystemTime {
        let (now, moved) = (self.base.now(), *self.moved());
        let later = now.checked_add(moved.ahead);
        later.and_then(|later| later.checked_sub(moved.behind)).unwrap_or(now)
    }

    /// Moves the hands forward. Example: [`LocalClock`].
    pub fn advance(&self, by: Duration) {
        let mut moved = self.moved();
        moved.ahead = moved.ahead.saturating_add(by);
    }

    /// Sets the hands, forward or back; from there they go on.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use pili_local::Local;
    ///
    /// let local = Local::demo();
    /// let midnight = UNIX_EPOCH + Duration::from_secs(1_700_006_400);
    /// local.clock().set(midnight);
    /// assert!(local.clock().now() >= midnight && local.clock().now() < midnight + Duration::from_secs(60));
    /// ```
    pub fn set(&self, time: SystemTime) {
        let now = self.base.now();
        *self.moved() = match time.duration_since(now) {
            Ok(ahead) => Moved { ahead, ..Moved::default() },
            Err(earlier) => Moved { behind: earlier.duration(), ..Moved::default() },
        };
    }

    /// Sets the hands right again, to where they would be without [`advance`](Self::advance) and [`set`](Self::set).
    pub fn reset(&self) {
        *self.moved() = Moved::default();
    }

    /// The same clock for whoever signs, so that both sides agree however the hands are moved.
    ///
    /// ```
    /// use std::time::Duration;
    /// use pili_core::auth::oss::OssV4;
    /// use pili_local::{DEMO_BUCKET, Local};
    /// use pili_oss::Bucket;
    ///
    /// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let local = Local::demo();
    /// let signer = OssV4::new(local.credentials().clone(), "cn-hangzhou");
    /// let client = pili_oss::Client::builder(pili_oss::ENDPOINT).signer(signer);
    /// let client = client.clock(local.clock().shared()).transport(local.transport());
    /// // A call that was signed yesterday would be refused.
    /// local.clock().advance(Duration::from_secs(86_400));
    /// let create = Bucket::new(DEMO_BUCKET).channel("evening").create();
    /// assert!(client.send(create).await?.publish_url().is_some());
    /// # Ok(()) }
    /// ```
    pub fn shared(&self) -> Clock {
        let this = self.clone();
        Clock::new(move || this.now())
    }

    fn moved(&self) -> MutexGuard<'_, Moved> {
        self.moved.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for LocalClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LocalClock").field(&self.now()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    #[test]
    fn the_hands_are_moved_forward_and_back_and_go_on_as_the_clock_below() {
        let at = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
        let clock = LocalClock::new(Clock::fixed(at(1_000)));
        clock.advance(Duration::from_secs(5));
        assert_eq!((clock.now(), clock.shared().now()), (at(1_005), at(1_005)));
        clock.set(at(10));
        clock.advance(Duration::from_secs(1));
        assert_eq!(clock.now(), at(11));
        clock.advance(Duration::MAX);
        assert_eq!(clock.now(), at(1_000), "a time that no clock can show is none");
    }
}
