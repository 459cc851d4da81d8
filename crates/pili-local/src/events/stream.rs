use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use futures_util::{Stream, StreamExt as _};

use super::{Event, Events};

/// The events of a service, one after another: see [`Local::events`](crate::Local::events). It never ends.
///
/// It begins with the oldest event that is kept, so that nothing is missed that happened before it was asked for. Who is
/// slow misses what is no longer kept ([`Limits::events`](crate::Limits::events)), which the ids tell.
///
/// ```
/// use futures_util::StreamExt as _;
/// use pili_local::{EventKind, Local};
///
/// # #[tokio::main] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let local = Local::demo();
/// local.faults().on_any().status(503).inject()?;
/// let mut later = local.events().from_now();
/// local.reset().await;
///
/// let injected = local.events().next().await.expect("it never ends");
/// assert_eq!((injected.id, injected.kind), (1, EventKind::FaultInjected));
/// let mut rest = local.events().after(injected.id);
/// assert_eq!(rest.next().await, later.next().await);
/// # Ok(()) }
/// ```
pub struct EventStream {
    events: Events,
    /// What tells it from others.
    number: u64,
    /// The id of the last event that was seen.
    seen: u64,
}

impl EventStream {
    pub(super) fn new(events: Events) -> Self {
        let number = {
            let mut kept = events.kept();
            kept.streams += 1;
            kept.streams
        };
        Self { events, number, seen: 0 }
    }

    /// Goes on with what happens from now on, as `later` in [`EventStream`].
    pub fn from_now(mut self) -> Self {
        self.seen = self.events.kept().last;
        self
    }

    /// Goes on with what happened after the event of this id, as `rest` in [`EventStream`]; at once with what is kept.
    pub fn after(mut self, id: u64) -> Self {
        self.seen = id;
        self
    }

    /// The next event that matches; those before it are passed over. Asked again, it goes on behind that one.
    /// Example: [`Local::events`](crate::Local::events).
    pub async fn until(&mut self, mut matches: impl FnMut(&Event) -> bool) -> Event {
        loop {
            if let Some(event) = self.next().await.filter(&mut matches) {
                return event;
            }
        }
    }
}

impl Stream for EventStream {
    type Item = Event;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Event>> {
        let mut kept = self.events.kept();
        let Some(event) = kept.after(self.seen).cloned() else {
            kept.waiting.insert(self.number, context.waker().clone());
            return Poll::Pending;
        };
        drop(kept);
        self.seen = event.id;
        Poll::Ready(Some(event))
    }
}

impl Drop for EventStream {
    fn drop(&mut self) {
        self.events.kept().waiting.remove(&self.number);
    }
}

impl fmt::Debug for EventStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").field("seen", &self.seen).finish_non_exhaustive()
    }
}
