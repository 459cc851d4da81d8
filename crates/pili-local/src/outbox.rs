//! What is told to others: callbacks of every API are sent beside, and the end of the service waits a moment for them.

mod reach;
mod send;

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use http::Request;
use tokio::{runtime::Handle, task::JoinSet, time::timeout};

pub(crate) use pili_gate::callback::{Accepted, Delivery};

use crate::events::{EventKind, Events, without_query};
pub(crate) use reach::of_this_machine;

/// What is on its way. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct Outbox {
    tasks: Arc<Mutex<JoinSet<()>>>,
    events: Events,
}

impl Outbox {
    pub(crate) fn new(events: Events) -> Self {
        Self { tasks: Arc::default(), events }
    }

    /// Sends a callback until it is accepted, as often as may be. `tried` is dropped after the first attempt, for whoever
    /// waits for that.
    pub(crate) fn send<T: Send>(
        &self,
        request: Request<Bytes>,
        delivery: Delivery,
        tried: T,
    ) -> impl Future<Output = ()> + Send + use<T> {
        let events = self.events.clone();
        async move { send::send(request, &delivery, tried, &events).await }
    }

    /// Tells that there is nothing that could be sent.
    pub(crate) fn cannot_send(&self, delivery: &Delivery, why: String) {
        self.events.tell(EventKind::CallbackFailed, without_query(&delivery.url), |event| {
            event.reason = Some(format!("it cannot be sent: {why}"));
        });
    }

    /// Has a task done beside what is going on.
    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let mut tasks = self.tasks();
        while tasks.try_join_next().is_some() {}
        // What happens without a runtime, or ends with it, cannot be told.
        if let Ok(runtime) = Handle::try_current() {
            tasks.spawn_on(task, &runtime);
        }
    }

    /// Takes a moment for what is on its way.
    pub(crate) async fn finish(&self) {
        let mut tasks = std::mem::take(&mut *self.tasks());
        let _ = timeout(Duration::from_secs(3), async { while tasks.join_next().await.is_some() {} }).await;
    }

    fn tasks(&self) -> MutexGuard<'_, JoinSet<()>> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
