//! The faults that wait for calls.

use std::{
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use http::StatusCode;

use super::{FaultError, shown::ShownFault};

/// What happens to a call.
#[derive(Clone, Debug)]
pub(crate) struct Effect {
    pub(super) status: Option<StatusCode>,
    pub(super) retry_after: Option<Duration>,
    pub(super) delay: Duration,
    pub(super) cut: bool,
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let delay = Some(self.delay).filter(|delay| !delay.is_zero());
        let parts = [
            delay.map(|delay| format!("a delay of {delay:?}")),
            self.status.map(|status| format!("status {}", status.as_u16())),
            self.cut.then(|| "the answer is broken off".to_owned()),
        ];
        f.write_str(&parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    }
}

/// Which calls meet a fault that not all do.
#[derive(Debug)]
pub(crate) struct Share {
    ratio: f64,
    draws: fastrand::Rng,
}

impl Share {
    pub(super) fn new(ratio: f64, seed: u64) -> Self {
        Self { ratio, draws: fastrand::Rng::with_seed(seed) }
    }

    fn draw(&mut self) -> bool {
        self.draws.f64() < self.ratio
    }
}

/// How many calls have met a fault; it also tells one fault from another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Met(Arc<AtomicU32>);

impl Met {
    pub(super) fn count(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The faults that are still to come, in their order.
#[derive(Debug, Default)]
pub(crate) struct Waiting(Mutex<Vec<One>>);

#[derive(Debug)]
struct One {
    on: Option<&'static str>,
    effect: Effect,
    share: Option<Share>,
    /// How many more calls meet it; `None` for any number.
    left: Option<u32>,
    met: Met,
}

impl Waiting {
    pub(super) fn add(
        &self,
        on: Option<&'static str>,
        effect: Effect,
        share: Option<Share>,
        left: Option<u32>,
        limit: usize,
    ) -> Result<Met, FaultError> {
        let count = |left: Option<u32>| left.unwrap_or(1) as usize;
        let mut faults = self.faults();
        let (waiting, asked) = (faults.iter().map(|one| count(one.left)).sum::<usize>(), count(left));
        if waiting + asked > limit {
            return Err(FaultError::Full { limit, waiting, asked });
        }
        let met = Met::default();
        faults.push(One { on, effect, share, left, met: met.clone() });
        Ok(met)
    }

    pub(crate) fn clear(&self) {
        self.faults().clear();
    }

    pub(super) fn take_away(&self, met: &Met) {
        self.faults().retain(|one| !one.met.is_same(met));
    }

    /// Whether a fault waits for a call of this operation by name.
    pub(super) fn are_for(&self, name: &str) -> bool {
        self.faults().iter().any(|one| one.on == Some(name))
    }

    /// The fault that a call meets: the first that is for it and that it is drawn for.
    pub(super) fn next(&self, name: Option<&str>) -> Option<Effect> {
        let mut faults = self.faults();
        let at = faults.iter_mut().position(|one| one.is_for(name) && one.is_drawn())?;
        let one = faults.get_mut(at)?;
        one.met.0.fetch_add(1, Ordering::Relaxed);
        one.left = one.left.map(|left| left.saturating_sub(1));
        let effect = one.effect.clone();
        if one.left == Some(0) {
            faults.remove(at);
        }
        Some(effect)
    }

    pub(super) fn shown(&self) -> Vec<ShownFault> {
        let shown = |one: &One| ShownFault { on: one.on, effect: one.effect.to_string(), left: one.left };
        self.faults().iter().map(shown).collect()
    }

    fn faults(&self) -> MutexGuard<'_, Vec<One>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl One {
    fn is_for(&self, name: Option<&str>) -> bool {
        self.on.is_none_or(|on| name == Some(on))
    }

    fn is_drawn(&mut self) -> bool {
        self.share.as_mut().is_none_or(Share::draw)
    }
}
