use bytes::Bytes;

/// A small generator with a fixed seed, so that a failure comes back.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize
    }

    /// Some bytes changed, and sometimes the end cut off.
    pub(crate) fn mutate(&mut self, bytes: &[u8]) -> Bytes {
        let mut bytes = bytes.to_vec();
        for _ in 0..1 + self.next() % 6 {
            // The beginning holds the structure.
            let end = if self.next().is_multiple_of(2) { bytes.len().min(64) } else { bytes.len() };
            if let Some(byte) = (end > 0).then(|| self.next() % end).and_then(|at| bytes.get_mut(at)) {
                *byte = self.next() as u8;
            }
        }
        if self.next().is_multiple_of(4) {
            bytes.truncate(self.next() % (bytes.len() + 1));
        }
        bytes.into()
    }
}
