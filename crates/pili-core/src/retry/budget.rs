use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use tokio::time::Instant;

/// How many calls are repeated, so that an outage is not made worse: of the last ten seconds, one for every five calls
/// that needed no repeat, and ten a second. Every call comes by here, so there is no lock.
#[derive(Debug)]
pub(super) struct Budget {
    start: Instant,
    /// A slot for each of the last seconds.
    slots: [AtomicU64; SECONDS as usize],
}

const SECONDS: u32 = 10;

/// What a repeat costs, where a call without one earns 1.
const PRICE: i32 = 5;
const RESERVE: i32 = SECONDS as i32 * 10 * PRICE;

/// What was earned and spent in a second, counted from the start.
#[derive(Clone, Copy)]
struct Slot {
    second: u32,
    balance: i32,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self { start: Instant::now(), slots: Default::default() }
    }

    /// A call needed no repeat.
    pub(super) fn deposit(&self) {
        self.add(1, self.second());
    }

    /// Whether one more repeat may be, which is counted then.
    pub(super) fn withdraw(&self) -> bool {
        let second = self.second();
        let is_enough = self.balance(second) >= PRICE;
        if is_enough {
            self.add(-PRICE, second);
        }
        is_enough
    }

    fn second(&self) -> u32 {
        u32::try_from(self.start.elapsed().as_secs()).unwrap_or(u32::MAX)
    }

    fn balance(&self, now: u32) -> i32 {
        let slots = self.slots.iter().map(|slot| Slot::of(slot.load(Relaxed)));
        let recent = slots.filter(|slot| now.saturating_sub(slot.second) < SECONDS);
        recent.fold(RESERVE, |sum, slot| sum.saturating_add(slot.balance))
    }

    fn add(&self, amount: i32, second: u32) {
        let [slot, ..] = self.slots.split_at((second % SECONDS) as usize).1 else { return };
        let added = |bits| {
            let held = Slot::of(bits);
            let before = if held.second == second { held.balance } else { 0 };
            Some(Slot { second, balance: before.saturating_add(amount) }.bits())
        };
        // It never declines.
        let _ = slot.fetch_update(Relaxed, Relaxed, added);
    }
}

impl Slot {
    fn of(bits: u64) -> Self {
        Self { second: (bits >> 32) as u32, balance: bits as u32 as i32 }
    }

    fn bits(self) -> u64 {
        u64::from(self.second) << 32 | u64::from(self.balance as u32)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::advance;

    use super::*;

    fn repeats(budget: &Budget) -> usize {
        (0..10_000).take_while(|_| budget.withdraw()).count()
    }

    #[tokio::test(start_paused = true)]
    async fn ten_repeats_a_second_are_saved_up_for_ten_seconds() {
        let budget = Budget::new();
        assert_eq!(repeats(&budget), 100);
        advance(Duration::from_secs(9)).await;
        assert_eq!(repeats(&budget), 0);
        advance(Duration::from_secs(1)).await;
        assert_eq!(repeats(&budget), 100);
        advance(Duration::from_secs(100)).await;
        assert_eq!(repeats(&budget), 100);
    }

    #[tokio::test(start_paused = true)]
    async fn four_calls_that_need_none_pay_for_no_repeat_and_the_fifth_does() {
        let budget = Budget::new();
        advance(Duration::from_secs(100)).await;
        assert_eq!(repeats(&budget), 100);
        (0..4).for_each(|_| budget.deposit());
        assert_eq!(repeats(&budget), 0);
        budget.deposit();
        assert_eq!(repeats(&budget), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn five_calls_that_need_none_pay_for_one_repeat_within_ten_seconds() {
        let budget = Budget::new();
        assert_eq!(repeats(&budget), 100);
        advance(Duration::from_secs(5)).await;
        (0..1000).for_each(|_| budget.deposit());
        assert_eq!(repeats(&budget), 200);
        advance(Duration::from_secs(100)).await;
        (0..1000).for_each(|_| budget.deposit());
        advance(Duration::from_secs(10)).await;
        assert_eq!(repeats(&budget), 100);
    }
}
