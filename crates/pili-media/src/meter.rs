use std::{
    fmt,
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::SystemTime,
};

use tokio::time::Instant;

use super::{Gate, TrafficKey, ViewerStats, traffic::Counter, window::Window};

/// What a viewer has been sent. Its life is that of the play.
pub(crate) struct Meter {
    gate: Arc<dyn Gate>,
    key: TrafficKey,
    client: SocketAddr,
    started: SystemTime,
    sums: Mutex<(u64, Window<1>)>,
    total: Arc<Counter>,
    is_kicked: AtomicBool,
}

impl Meter {
    pub(crate) fn new(
        gate: Arc<dyn Gate>,
        key: TrafficKey,
        client: SocketAddr,
        started: SystemTime,
        total: Arc<Counter>,
    ) -> Self {
        let sums = Mutex::new((0, Window::new(Instant::now())));
        let meter = Self { gate, key, client, started, sums, total, is_kicked: AtomicBool::new(false) };
        meter.gate.played(&meter.key.id, &meter.stats());
        meter
    }

    pub(crate) fn sent(&self, bytes: usize) {
        self.total.add(bytes);
        let mut sums = self.sums.lock().unwrap_or_else(PoisonError::into_inner);
        sums.0 += bytes as u64;
        sums.1.add(Instant::now(), 0, bytes as u64);
    }

    pub(crate) fn kick(&self) {
        self.is_kicked.store(true, Relaxed);
    }

    /// Whether somebody wants the viewer gone.
    pub(crate) fn is_kicked(&self) -> bool {
        self.is_kicked.load(Relaxed)
    }

    pub(crate) fn client(&self) -> SocketAddr {
        self.client
    }

    pub(crate) fn stats(&self) -> ViewerStats {
        let sums = self.sums.lock().unwrap_or_else(PoisonError::into_inner);
        let [rate] = sums.1.rates(Instant::now());
        ViewerStats {
            protocol: self.key.protocol,
            domain: self.key.domain.clone(),
            client: self.client,
            started: self.started,
            bytes: sums.0,
            bps: rate * 8,
        }
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        self.gate.unplayed(&self.key.id, &self.stats());
    }
}

impl fmt::Debug for Meter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Meter").field(&self.stats()).finish()
    }
}
