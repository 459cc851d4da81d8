//! Who is told of each change of a stream's status, over connections that stay open (spec 4.7).

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::sync::mpsc::{self, Receiver, Sender};

use crate::media::StreamId;

/// At most five a stream: one more ends the oldest.
#[derive(Debug, Default)]
pub(crate) struct Listeners(Mutex<HashMap<StreamId, VecDeque<Sender<bool>>>>);

impl Listeners {
    const MOST: usize = 5;
    /// Changes that a listener may be behind by; then it is ended.
    const BACKLOG: usize = 16;

    /// Changes from now on: whether the stream is live. They end when the listener is one too many.
    pub(crate) fn listen(&self, id: &StreamId) -> Receiver<bool> {
        let (sender, receiver) = mpsc::channel(Self::BACKLOG);
        let mut streams = self.streams();
        let listeners = streams.entry(id.clone()).or_default();
        listeners.retain(|listener| !listener.is_closed());
        while listeners.len() >= Self::MOST {
            listeners.pop_front();
        }
        listeners.push_back(sender);
        receiver
    }

    pub(crate) fn tell(&self, id: &StreamId, is_live: bool) {
        let mut streams = self.streams();
        let Some(listeners) = streams.get_mut(id) else { return };
        listeners.retain(|listener| listener.try_send(is_live).is_ok());
        if listeners.is_empty() {
            streams.remove(id);
        }
    }

    /// Ends all.
    pub(crate) fn end(&self) {
        self.streams().clear();
    }

    /// Ends those of one stream.
    pub(crate) fn end_of(&self, id: &StreamId) {
        self.streams().remove(id);
    }

    fn streams(&self) -> MutexGuard<'_, HashMap<StreamId, VecDeque<Sender<bool>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
