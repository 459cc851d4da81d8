//! What wakes viewers.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::SeqCst},
    },
    time::Duration,
};

use tokio::{sync::watch, time::sleep};

/// How long a frame waits at most for others, where it is sent to a crowd: one write then carries several. The rest
/// of a tenth of a second is for sending it to all.
pub(crate) const GATHERING: Duration = Duration::from_millis(97);

/// Rings for all viewers of a stream: one timer for a whole crowd. What it tells is the place up to which they read,
/// so that all who were there for the ring before read the same.
#[derive(Debug, Default)]
pub(crate) struct Bell {
    news: watch::Sender<u64>,
    /// The place behind the last frame.
    end: Arc<AtomicU64>,
    will_ring: Arc<AtomicBool>,
}

impl Bell {
    pub(crate) fn listen(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }

    /// Frames lie up to this place, of which nobody has been told yet.
    pub(crate) fn set_end(&self, place: u64) {
        self.end.store(place, SeqCst);
    }

    /// Rings now.
    pub(crate) fn ring(&self) {
        self.news.send_replace(self.end.load(SeqCst));
    }

    /// Rings when frames have gathered.
    pub(crate) fn ring_soon(&self) {
        if self.will_ring.swap(true, SeqCst) {
            return;
        }
        let (news, end, will_ring) = (self.news.clone(), self.end.clone(), self.will_ring.clone());
        tokio::spawn(async move {
            sleep(GATHERING).await;
            // First: a frame that comes from here on rings again.
            will_ring.store(false, SeqCst);
            news.send_replace(end.load(SeqCst));
        });
    }
}
