use std::{collections::VecDeque, time::Duration};

use tokio::time::Instant;

const SPAN: Duration = Duration::from_secs(5);
const SLOT: Duration = Duration::from_millis(250);

/// Amounts per second over a sliding window.
#[derive(Debug)]
pub(crate) struct Window<const N: usize> {
    slots: VecDeque<(Instant, [u64; N])>,
    since: Instant,
}

impl<const N: usize> Window<N> {
    pub(crate) fn new(now: Instant) -> Self {
        Self { slots: VecDeque::new(), since: now }
    }

    pub(crate) fn add(&mut self, now: Instant, index: usize, amount: u64) {
        if self.slots.back().is_none_or(|(start, _)| now.duration_since(*start) >= SLOT) {
            self.slots.push_back((now, [0; N]));
            self.slots.retain(|(start, _)| now.duration_since(*start) < SPAN + SLOT);
        }
        if let Some(sum) = self.slots.back_mut().and_then(|(_, sums)| sums.get_mut(index)) {
            *sum += amount;
        }
    }

    /// Per second; a window younger than a second counts as one second.
    pub(crate) fn rates(&self, now: Instant) -> [u64; N] {
        let age = now.duration_since(self.since).clamp(Duration::from_secs(1), SPAN);
        let recent = self.slots.iter().filter(|(start, _)| now.duration_since(*start) < SPAN);
        let mut sums = [0u64; N];
        recent.for_each(|(_, slot)| sums.iter_mut().zip(slot).for_each(|(sum, part)| *sum += part));
        sums.map(|sum| (sum as f64 / age.as_secs_f64()).round() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_rate_is_that_of_the_last_five_seconds() {
        let mut window = Window::<1>::new(Instant::now());
        for _ in 0..100 {
            tokio::time::advance(Duration::from_millis(100)).await;
            window.add(Instant::now(), 0, 50);
        }
        let [rate] = window.rates(Instant::now());
        assert!((475..=525).contains(&rate), "{rate}");
        tokio::time::advance(Duration::from_secs(6)).await;
        assert_eq!(window.rates(Instant::now()), [0]);
    }
}
