use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use tokio::time::Instant;

use super::{Protocol, ViewerStats, traffic::Counter, window::Window};

/// What a viewer has been sent.
#[derive(Debug)]
pub(crate) struct Meter {
    protocol: Protocol,
    domain: String,
    client: SocketAddr,
    started: SystemTime,
    sums: Mutex<(u64, Window<1>)>,
    total: Arc<Counter>,
}

impl Meter {
    pub(crate) fn new(
        protocol: Protocol,
        domain: String,
        client: SocketAddr,
        started: SystemTime,
        total: Arc<Counter>,
    ) -> Self {
        let sums = Mutex::new((0, Window::new(Instant::now())));
        Self { protocol, domain, client, started, sums, total }
    }

    pub(crate) fn sent(&self, bytes: usize) {
        self.total.add(bytes);
        let mut sums = self.sums.lock().unwrap_or_else(PoisonError::into_inner);
        sums.0 += bytes as u64;
        sums.1.add(Instant::now(), 0, bytes as u64);
    }

    pub(crate) fn stats(&self) -> ViewerStats {
        let sums = self.sums.lock().unwrap_or_else(PoisonError::into_inner);
        let [rate] = sums.1.rates(Instant::now());
        ViewerStats {
            protocol: self.protocol,
            domain: self.domain.clone(),
            client: self.client,
            started: self.started,
            bytes: sums.0,
            bps: rate * 8,
        }
    }
}
