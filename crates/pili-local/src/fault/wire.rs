use std::time::Duration;

use serde::Deserialize;

use super::{Fault, FaultError, Faults};

/// A fault as posted to `/_local/faults`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct FaultBody {
    /// The operation that meets it; any if left out.
    on: Option<String>,
    delay_ms: u64,
    status: Option<u16>,
    /// In seconds.
    retry_after: Option<u32>,
    cut: bool,
    times: Option<u32>,
    ratio: Option<f64>,
    /// What is drawn from, if only a share of the calls meets it.
    seed: u64,
}

impl FaultBody {
    pub(crate) fn inject(self, faults: &Faults) -> Result<(), FaultError> {
        let Self { on, delay_ms, status, retry_after, cut, times, ratio, seed } = self;
        let fault = match on {
            Some(operation) => faults.on(&operation)?,
            None => faults.on_any(),
        };
        let (delay, share) = (Duration::from_millis(delay_ms), ratio.map(|ratio| (ratio, seed)));
        let retry_after = retry_after.map(|seconds| Duration::from_secs(seconds.into()));
        Fault { delay, status, retry_after, cut, times, share, ..fault }.inject().map(drop)
    }
}
