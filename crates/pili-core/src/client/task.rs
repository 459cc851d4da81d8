use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use tokio::{runtime::Handle, task::JoinHandle};
use tracing::Instrument as _;

/// Work that goes on while nobody waits for it, and is given up when it is dropped. Outside a tokio runtime it is done
/// while somebody waits. It comes to nothing where it panicked, or its runtime has gone.
pub(super) enum Task<T> {
    Going(JoinHandle<T>),
    Waiting(Pin<Box<dyn Future<Output = T> + Send>>),
}

impl<T: Send + 'static> Task<T> {
    pub(super) fn start(work: impl Future<Output = T> + Send + 'static) -> Self {
        match Handle::try_current() {
            Ok(runtime) => Self::Going(runtime.spawn(work.in_current_span())),
            Err(_) => Self::Waiting(Box::pin(work)),
        }
    }
}

impl<T> Future for Task<T> {
    type Output = Option<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        match &mut *self {
            Self::Waiting(work) => work.as_mut().poll(cx).map(Some),
            Self::Going(work) => Pin::new(work).poll(cx).map(Result::ok),
        }
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        if let Self::Going(work) = self {
            work.abort();
        }
    }
}
