use std::collections::HashMap;

use crate::media::{Sum, TrafficKey};

/// What was added to growing sums since they were last looked at.
#[derive(Debug, Default)]
pub(super) struct Since(HashMap<TrafficKey, u64>);

impl Since {
    pub(super) fn take(&mut self, sums: Vec<Sum>) -> Vec<(TrafficKey, u64)> {
        sums.into_iter().filter_map(|sum| self.one(sum)).collect()
    }

    fn one(&mut self, sum: Sum) -> Option<(TrafficKey, u64)> {
        let before = self.0.insert(sum.key.clone(), sum.bytes).unwrap_or(0);
        let new = sum.bytes.saturating_sub(before);
        (new > 0).then_some((sum.key, new))
    }
}
