//! Contestants take turns, batch by batch, so that what slows the machine slows all of them.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};

use crate::{BY_HAND, OURS};

/// Contestants that do the same work.
pub struct Row {
    name: &'static str,
    clock: Clock,
    /// How often the work is done in a batch.
    times: u32,
    contestants: Vec<Contestant>,
}

/// What is counted.
#[derive(Clone, Copy)]
pub enum Clock {
    /// The time of this process on a processor, whatever else the machine does.
    Processor,
    /// The time that passes: for work that is mostly waiting.
    Wall,
}

/// Who does the work.
pub struct Contestant {
    name: &'static str,
    work: Box<dyn FnMut(u32)>,
}

impl Contestant {
    /// Work that is done once at a time.
    pub fn new(name: &'static str, mut work: impl FnMut() + 'static) -> Self {
        Self::batches(name, move |times| (0..times).for_each(|_| work()))
    }

    /// Work that is done in batches, several at a time.
    pub fn batches(name: &'static str, work: impl FnMut(u32) + 'static) -> Self {
        Self { name, work: Box::new(work) }
    }
}

impl Row {
    pub fn new(name: &'static str, times: u32, contestants: impl Into<Vec<Contestant>>) -> Self {
        Self { name, clock: Clock::Processor, times, contestants: contestants.into() }
    }

    pub fn of_wall_time(self) -> Self {
        Self { clock: Clock::Wall, ..self }
    }

    /// The nanoseconds that each contestant takes, in each round.
    pub fn time(&mut self, rounds: u32) -> Value {
        let Self { clock, times, .. } = *self;
        let mut taken = vec![Vec::new(); self.contestants.len()];
        // The first round warms up.
        for round in 0..=rounds {
            for (taken, contestant) in taken.iter_mut().zip(&mut self.contestants) {
                let begun = clock.now();
                (contestant.work)(times);
                let nanoseconds = (clock.now() - begun).as_secs_f64() * 1e9 / f64::from(times);
                if round > 0 {
                    taken.push(nanoseconds);
                }
            }
        }
        self.told("ns", taken)
    }

    /// What each contestant does so often in one go of its work, by a counter.
    pub fn count(&mut self, counter: impl Fn() -> usize) -> Value {
        let mut counted = Vec::new();
        for contestant in &mut self.contestants {
            (contestant.work)(self.times);
            let begun = counter();
            (contestant.work)(self.times);
            let count = (counter() - begun) as f64 / f64::from(self.times);
            counted.push(vec![count]);
        }
        self.told("allocations", counted)
    }

    fn told(&self, what: &str, values: Vec<Vec<f64>>) -> Value {
        let named = self.contestants.iter().zip(values);
        let named = named.map(|(contestant, values)| json!({ "name": contestant.name, what: values }));
        let clock = match self.clock {
            Clock::Processor => "processor",
            Clock::Wall => "wall",
        };
        json!({ "row": self.name, "clock": clock, "contestants": named.collect::<Vec<_>>() })
    }

    /// Whether it can be measured: we stand against somebody.
    pub fn is_sound(&self) -> bool {
        let has = |name| self.contestants.iter().any(|contestant| contestant.name == name);
        has(OURS) && has(BY_HAND)
    }
}

impl Clock {
    fn now(self) -> Duration {
        match self {
            Self::Processor => {
                let now = clock_gettime(ClockId::ProcessCPUTime);
                Duration::new(now.tv_sec.unsigned_abs(), u32::try_from(now.tv_nsec).unwrap_or_default())
            }
            Self::Wall => begun().elapsed(),
        }
    }
}

fn begun() -> &'static Instant {
    static BEGUN: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    &BEGUN
}
