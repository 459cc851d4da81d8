use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};

use pili_media::places::{Place, Wait};
use tokio::time::Instant;

/// A connection as its requests know it.
#[derive(Debug)]
pub(super) struct Visit {
    pub(super) place: Place,
    pub(super) peer: SocketAddr,
    /// The address that the client came to.
    pub(super) local: SocketAddr,
    pub(super) line: Arc<Line>,
    /// How long a request may take to arrive, head and body together.
    pub(super) limit: Duration,
    is_busy: AtomicBool,
}

/// What a socket and its requests tell each other.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// When the first byte since the last answer was there.
    heard: Mutex<Option<Instant>>,
    is_unread: AtomicBool,
}

/// A request that is being answered; its end is that of the answer.
#[derive(Debug)]
pub(super) struct Turn {
    pub(super) visit: Arc<Visit>,
    /// When the request has to be there.
    pub(super) due: Instant,
}

impl Visit {
    pub(super) fn new(place: Place, peer: SocketAddr, local: SocketAddr, limit: Duration) -> Self {
        Self { place, peer, local, line: Arc::default(), limit, is_busy: AtomicBool::new(false) }
    }

    /// The head of a request is there.
    pub(super) fn begin(self: &Arc<Self>) -> Turn {
        self.place.goes_on();
        self.is_busy.store(true, Relaxed);
        let began = self.line.heard().take().unwrap_or_else(Instant::now);
        Turn { visit: self.clone(), due: began + self.limit }
    }

    /// Whether something was asked that is not yet answered.
    pub(super) fn is_busy(&self) -> bool {
        self.is_busy.load(Relaxed)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.visit.is_busy.store(false, Relaxed);
        self.visit.place.let_go();
        self.visit.place.waits_for(Wait::Request);
    }
}

impl Line {
    /// Bytes came in.
    pub(super) fn hear(&self) {
        self.heard().get_or_insert_with(Instant::now);
    }

    /// Bytes went out: what comes in from now on is the next request.
    pub(super) fn answer(&self) {
        *self.heard() = None;
    }

    /// Some of what the client sends is not read.
    pub(super) fn leave_unread(&self) {
        self.is_unread.store(true, Relaxed);
    }

    pub(super) fn is_unread(&self) -> bool {
        self.is_unread.load(Relaxed)
    }

    fn heard(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
