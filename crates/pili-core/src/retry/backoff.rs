use std::{
    hash::{BuildHasher as _, Hasher as _, RandomState},
    time::Duration,
};

/// Waits that double from the shortest to the longest, each with up to half of it added by chance.
#[derive(Clone, Debug)]
pub(crate) struct Backoff {
    next: Duration,
    longest: Duration,
}

impl Backoff {
    pub(crate) fn new(shortest: Duration, longest: Duration) -> Self {
        Self { next: shortest, longest }
    }

    pub(crate) fn longest(&self) -> Duration {
        self.longest
    }

    /// The next wait.
    pub(crate) fn wait(&mut self) -> Duration {
        let least = self.next;
        self.next = least.saturating_mul(2).min(self.longest);
        least.saturating_add(least.mul_f64(chance() / 2.0)).min(self.longest)
    }
}

/// Between 0 and 1, by the keys that the standard library draws for its maps: another for each wait, so that calls
/// which failed together do not come back together.
fn chance() -> f64 {
    RandomState::new().build_hasher().finish() as f64 / u64::MAX as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn waits_double_to_the_longest_with_up_to_half_of_it_added() {
        let mut backoff = Backoff::new(SECOND, 5 * SECOND);
        for least in [1, 2, 4, 5, 5] {
            let wait = backoff.wait();
            let most = (least * SECOND).mul_f64(1.5).min(5 * SECOND);
            assert!((least * SECOND..=most).contains(&wait), "{wait:?} where {least} s is the least");
        }
    }

    #[test]
    fn clones_wait_for_different_times() {
        let backoff = Backoff::new(SECOND, 5 * SECOND);
        let waits: std::collections::HashSet<_> = (0..10).map(|_| backoff.clone().wait()).collect();
        assert!(waits.len() > 5, "{waits:?}");
    }
}
