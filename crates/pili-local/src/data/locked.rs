use std::{
    ops::{Deref, DerefMut},
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{Changes, Data};

/// A state with tables.
pub(crate) trait Keeps {
    /// Passes on what changed in each. Take the state apart field by field, so that a new one is not forgotten.
    fn keep(&mut self, changes: &mut Changes);
}

/// A state, for one task at a time. What changed is on its way to the folder when the next task can have it.
#[derive(Debug)]
pub(crate) struct Locked<S> {
    state: Mutex<S>,
    data: Data,
}

impl<S: Keeps> Locked<S> {
    pub(crate) fn new(state: S, data: &Data) -> Self {
        Self { state: Mutex::new(state), data: data.clone() }
    }

    pub(crate) fn lock(&self) -> Held<'_, S> {
        Held { state: self.state.lock().unwrap_or_else(PoisonError::into_inner), data: &self.data }
    }
}

#[derive(Debug)]
pub(crate) struct Held<'a, S: Keeps> {
    state: MutexGuard<'a, S>,
    data: &'a Data,
}

impl<S: Keeps> Deref for Held<'_, S> {
    type Target = S;

    fn deref(&self) -> &S {
        &self.state
    }
}

impl<S: Keeps> DerefMut for Held<'_, S> {
    fn deref_mut(&mut self) -> &mut S {
        &mut self.state
    }
}

/// Still under the lock, so that changes are sent in the order in which they were made.
impl<S: Keeps> Drop for Held<'_, S> {
    fn drop(&mut self) {
        if self.data.is_on() {
            let mut changes = Changes::default();
            self.state.keep(&mut changes);
            self.data.send(changes);
        }
    }
}
