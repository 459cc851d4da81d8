//! What wakes viewers.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    time::Duration,
};

use tokio::{sync::watch, time::sleep};

/// How long a frame waits at most for others, where it is sent to a crowd: one write then carries several. The rest
/// of a tenth of a second is for sending it to all.
pub(crate) const GATHERING: Duration = Duration::from_millis(80);

/// Rings for all viewers of a stream: one timer for a whole crowd.
#[derive(Debug, Default)]
pub(crate) struct Bell {
    news: watch::Sender<()>,
    will_ring: Arc<AtomicBool>,
}

impl Bell {
    pub(crate) fn listen(&self) -> watch::Receiver<()> {
        self.news.subscribe()
    }

    /// Rings now.
    pub(crate) fn ring(&self) {
        self.news.send_replace(());
    }

    /// Rings when frames have gathered.
    pub(crate) fn ring_soon(&self) {
        if self.will_ring.swap(true, SeqCst) {
            return;
        }
        let (news, will_ring) = (self.news.clone(), self.will_ring.clone());
        tokio::spawn(async move {
            sleep(GATHERING).await;
            // First: a frame that comes from here on rings again.
            will_ring.store(false, SeqCst);
            news.send_replace(());
        });
    }
}
