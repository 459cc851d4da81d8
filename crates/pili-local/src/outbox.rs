//! What is told to others: callbacks of every API are sent beside, and the end of the service waits a moment for them.

mod send;

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{runtime::Handle, task::JoinSet, time::timeout};

pub(crate) use send::{Accepted, Delivery, send};

/// What is on its way. Clones share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outbox(Arc<Mutex<JoinSet<()>>>);

impl Outbox {
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
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
