//! How often what happened, for `/metrics`.

use std::fmt;

use prometheus_client::{
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::Registry,
};

use super::{Call, Event, EventKind};

type Labels<const N: usize> = [(&'static str, String); N];
type Latencies = Family<Labels<1>, Histogram, fn() -> Histogram>;

/// Counted as they are told. Clones share the counts.
#[derive(Clone)]
pub(crate) struct Figures {
    events: Family<Labels<1>, Counter>,
    refusals: Family<Labels<2>, Counter>,
    calls: Family<Labels<2>, Counter>,
    latencies: Latencies,
}

/// In seconds.
const BOUNDS: [f64; 9] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 10.0];

impl Default for Figures {
    fn default() -> Self {
        let (events, refusals, calls) = Default::default();
        let latencies = Latencies::new_with_constructor(|| Histogram::new(BOUNDS));
        Self { events, refusals, calls, latencies }
    }
}

impl Figures {
    pub(super) fn count(&self, event: &Event) {
        self.events.get_or_create(&[("kind", event.kind.name().to_owned())]).inc();
        if let Some(cause) = event.cause {
            let what = match event.kind {
                EventKind::PublishRefused => "publish",
                EventKind::PlayRefused => "play",
                _ => "call",
            };
            self.refusals
                .get_or_create(&[("what", what.to_owned()), ("cause", cause.name().to_owned())])
                .inc();
        }
        if let Some(Call { operation, status, took, .. }) = &event.call {
            // Calls that nobody knows are counted together: their paths are the caller's.
            let operation = || operation.unwrap_or("unknown").to_owned();
            let labels = [("operation", operation()), ("status", status.to_string())];
            self.calls.get_or_create(&labels).inc();
            self.latencies.get_or_create(&[("operation", operation())]).observe(took.as_secs_f64());
        }
    }

    pub(crate) fn register(&self, registry: &mut Registry) {
        let Self { events, refusals, calls, latencies } = self.clone();
        registry.register("events", "What happened, by kind", events);
        registry.register("refusals", "Publishes, plays and calls that were refused, by cause", refusals);
        registry.register("calls", "Calls that were answered, by operation and status", calls);
        registry.register("call_duration_seconds", "How long answers took, by operation", latencies);
    }
}

impl EventKind {
    /// As over the wire, in `GET /_local/events`.
    ///
    /// ```
    /// assert_eq!(pili_local::EventKind::PublishBegan.name(), "publish_began");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Self::PublishBegan => "publish_began",
            Self::PublishEnded => "publish_ended",
            Self::PublishRefused => "publish_refused",
            Self::PlayBegan => "play_began",
            Self::PlayEnded => "play_ended",
            Self::PlayRefused => "play_refused",
            Self::Segment => "segment",
            Self::Saved => "saved",
            Self::Snapshot => "snapshot",
            Self::Call => "call",
            Self::CallbackSent => "callback_sent",
            Self::CallbackFailed => "callback_failed",
            Self::FaultInjected => "fault_injected",
            Self::FaultMet => "fault_met",
            Self::ClockMoved => "clock_moved",
            Self::Reset => "reset",
            Self::Seeded => "seeded",
            Self::NotDoneHere => "not_done_here",
        }
    }
}

impl fmt::Debug for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Figures").finish_non_exhaustive()
    }
}
