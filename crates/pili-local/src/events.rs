//! What happens in the service, one event after another: the last of them are kept, and whoever wants to hears of each.

mod again;
mod event;
mod figures;
mod line;
mod log;
mod not_done;
mod redacted;
mod routes;
mod stream;
mod witness;

use std::{
    collections::{BTreeMap, VecDeque},
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::Waker,
};

use pili_auth::Clock;
use tokio::sync::watch;

pub(crate) use again::Again;
pub(crate) use event::Explained;
pub use event::{Call, Event, EventKind, Peer, RefusedSignature};
pub(crate) use figures::Figures;
pub(crate) use log::{IsMedia, log};
pub use pili_gate::Cause;
pub(crate) use redacted::{redacted, without_query};
pub(crate) use routes::router;
pub use stream::EventStream;
pub(crate) use witness::Witness;

/// All that happened of late. Clones share it.
#[derive(Clone)]
pub(crate) struct Events(Arc<Shared>);

struct Shared {
    clock: Clock,
    most: usize,
    kept: Mutex<Kept>,
    figures: Figures,
    /// Set anew when the service ends, so that nobody is kept waiting over a connection.
    ended: watch::Sender<()>,
}

#[derive(Default)]
struct Kept {
    events: VecDeque<Event>,
    /// The id of the last event.
    last: u64,
    /// Who waits for the next one, by the number of its stream.
    waiting: BTreeMap<u64, Waker>,
    streams: u64,
}

impl Events {
    /// Keeps so many.
    pub(crate) fn new(clock: Clock, most: usize) -> Self {
        let (kept, figures, ended) = (Mutex::default(), Figures::default(), watch::Sender::new(()));
        Self(Arc::new(Shared { clock, most, kept, figures, ended }))
    }

    /// Something happened to a subject; `more` adds what else is to be said of it.
    pub(crate) fn tell(&self, kind: EventKind, subject: impl Into<String>, more: impl FnOnce(&mut Event)) {
        let mut event = Event::new(kind, subject.into(), self.0.clock.now());
        more(&mut event);
        self.0.figures.count(&event);
        let waiting = self.kept().add(event, self.0.most);
        waiting.into_values().for_each(Waker::wake);
    }

    /// From the oldest that is kept on.
    pub(crate) fn stream(&self) -> EventStream {
        EventStream::new(self.clone())
    }

    /// The last ones, oldest first.
    pub(crate) fn last(&self, count: usize) -> Vec<Event> {
        let kept = self.kept();
        kept.events.iter().skip(kept.events.len().saturating_sub(count)).cloned().collect()
    }

    pub(crate) fn figures(&self) -> &Figures {
        &self.0.figures
    }

    /// The call of an event, if its signature was refused and it can be sent again.
    pub(crate) fn again(&self, id: u64) -> Option<http::Request<bytes::Bytes>> {
        let kept = self.kept();
        kept.events.iter().find(|event| event.id == id)?.again.request()
    }

    /// Ends what waits over connections.
    pub(crate) fn end(&self) {
        self.0.ended.send_replace(());
    }

    /// Waits until the service ends.
    fn ended(&self) -> impl Future<Output = ()> + use<> {
        let mut ended = self.0.ended.subscribe();
        async move {
            let _ = ended.changed().await;
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn add(&mut self, mut event: Event, most: usize) -> BTreeMap<u64, Waker> {
        self.last += 1;
        event.id = self.last;
        while self.events.len() >= most.max(1) {
            self.events.pop_front();
        }
        self.events.push_back(event);
        std::mem::take(&mut self.waiting)
    }

    /// The first that comes after an id.
    fn after(&self, id: u64) -> Option<&Event> {
        self.events.get(self.events.partition_point(|event| event.id <= id))
    }
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("last", &self.kept().last).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
