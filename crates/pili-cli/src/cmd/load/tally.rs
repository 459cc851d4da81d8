//! What is counted while it runs, by all tasks together.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use hdrhistogram::Histogram;

use super::plan::Plan;
use crate::exit::Exit;

/// Ten minutes; what takes longer counts as that.
const LONGEST: u64 = 600_000_000;

/// Of both sides.
#[derive(Debug)]
pub(super) struct Tally {
    pub(super) publish: Side,
    pub(super) play: Side,
}

/// Publishers, or viewers.
#[derive(Debug)]
pub(super) struct Side {
    pub(super) asked: u32,
    pub(super) connected: AtomicU64,
    /// Pictures.
    pub(super) frames: AtomicU64,
    pub(super) lost: AtomicU64,
    /// Of sound and picture.
    pub(super) bytes: AtomicU64,
    kept: Mutex<Kept>,
}

#[derive(Debug)]
struct Kept {
    /// From asking until it was admitted.
    connect: Histogram<u64>,
    /// Of publishers: how long after its time a frame was sent. Of viewers: after it was sent.
    late: Histogram<u64>,
    failures: BTreeMap<String, (Exit, u64)>,
}

/// What is known at the end beside the counts.
pub(super) struct Known {
    pub(super) connect: Histogram<u64>,
    pub(super) late: Histogram<u64>,
    pub(super) failures: BTreeMap<String, (Exit, u64)>,
}

impl Tally {
    pub(super) fn new(plan: &Plan) -> Self {
        Self { publish: Side::new(plan.publishers()), play: Side::new(plan.viewers()) }
    }

    /// How it goes, behind the bar.
    pub(super) fn line(&self) -> String {
        let side = |side: &Side, name| {
            let (connected, asked) = (side.connected.load(Relaxed), side.asked);
            if asked == 0 { String::new() } else { format!(", {connected} of {asked} {name}") }
        };
        let lost = match self.play.lost.load(Relaxed) {
            0 => String::new(),
            lost => format!(", {lost} frames lost"),
        };
        side(&self.publish, "publishers") + &side(&self.play, "viewers") + &lost
    }
}

impl Side {
    fn new(asked: u32) -> Self {
        let kept = Kept { connect: histogram(), late: histogram(), failures: BTreeMap::new() };
        let zero = AtomicU64::default;
        Self { asked, connected: zero(), frames: zero(), lost: zero(), bytes: zero(), kept: Mutex::new(kept) }
    }

    pub(super) fn connected(&self, after: Duration) {
        self.connected.fetch_add(1, Relaxed);
        self.kept().connect.saturating_record(micros(after));
    }

    pub(super) fn sent(&self, bytes: usize, is_picture: bool) {
        self.bytes.fetch_add(bytes as u64, Relaxed);
        self.frames.fetch_add(u64::from(is_picture), Relaxed);
    }

    pub(super) fn lost(&self, frames: u64) {
        self.lost.fetch_add(frames, Relaxed);
    }

    pub(super) fn was_late(&self, by: Duration) {
        self.kept().late.saturating_record(micros(by));
    }

    pub(super) fn failed(&self, exit: Exit, error: String) {
        self.kept().failures.entry(error).or_insert((exit, 0)).1 += 1;
    }

    pub(super) fn known(&self) -> Known {
        let kept = self.kept();
        Known { connect: kept.connect.clone(), late: kept.late.clone(), failures: kept.failures.clone() }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Microseconds, to three digits.
fn histogram() -> Histogram<u64> {
    Histogram::new_with_bounds(1, LONGEST, 3).unwrap_or_else(|_| unreachable!("the bounds are in order"))
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
