//! Figures for `/metrics`, as Prometheus reads them (OpenMetrics text).

use std::fmt;

use prometheus_client::{
    encoding::text,
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::Registry,
};

use super::Judged;

type Labels = [(&'static str, &'static str); 4];

/// In seconds.
const BOUNDS: [f64; 8] = [0.000_025, 0.000_05, 0.000_1, 0.000_25, 0.001, 0.01, 0.1, 1.0];

/// Counted as they are told. No label is a client's word, so there is an end to them.
pub(super) struct Figures {
    registry: Registry,
    verdicts: Family<Labels, Counter>,
    took: Histogram,
    reloads: Family<[(&'static str, &'static str); 1], Counter>,
    redis_failures: Counter,
}

impl Default for Figures {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("pili_gate");
        let (verdicts, reloads) = (Family::default(), Family::default());
        let took = Histogram::new(BOUNDS);
        let of = "Verdicts, by engine, action, whether it was allowed, and why not";
        registry.register("verdicts", of, verdicts.clone());
        registry.register("verdict_duration_seconds", "How long verdicts took", took.clone());
        registry.register(
            "reloads",
            "How often settings were read anew, and with what success",
            reloads.clone(),
        );
        let redis_failures = Counter::default();
        let of = "How often Redis was asked and did not answer as it should";
        registry.register("redis_failures", of, redis_failures.clone());
        Self { registry, verdicts, took, reloads, redis_failures }
    }
}

impl Figures {
    pub(super) fn count(&self, judged: &Judged) {
        let verdict = if judged.allowed { "allowed" } else { "refused" };
        let labels = [
            ("engine", judged.engine.name()),
            ("action", judged.action.unwrap_or("none")),
            ("verdict", verdict),
            ("cause", judged.cause.map_or("none", |cause| cause.name())),
        ];
        self.verdicts.get_or_create(&labels).inc();
        self.took.observe(judged.took.as_secs_f64());
    }

    pub(super) fn reloaded(&self, good: bool) {
        let result = if good { "good" } else { "refused" };
        self.reloads.get_or_create(&[("result", result)]).inc();
    }

    pub(super) fn redis_failed(&self) {
        self.redis_failures.inc();
    }

    pub(super) fn text(&self) -> Result<String, fmt::Error> {
        let mut figures = String::new();
        text::encode(&mut figures, &self.registry).map(|()| figures)
    }
}

impl fmt::Debug for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Figures").finish_non_exhaustive()
    }
}
