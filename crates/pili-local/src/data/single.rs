use std::ops::{Deref, DerefMut};

use super::{Changes, Data, Row, written::Written};

/// The one key.
const KEY: u32 = 0;

/// One value that is kept.
#[derive(Debug, Default)]
pub(crate) struct Single<V> {
    value: V,
    kept: Option<Written<u32>>,
}

impl<V: Row + Default> Single<V> {
    pub(super) fn of(data: &Data, name: String) -> Self {
        let mut kept = Written::of(data, name);
        let value = kept.take().remove(&KEY).unwrap_or_default();
        Self { value, kept: Some(kept) }
    }

    /// Passes the value on if it is not as it was written.
    pub(crate) fn keep(&mut self, changes: &mut Changes) {
        if let Some(kept) = &mut self.kept
            && kept.is_touched()
        {
            kept.put(KEY, &self.value, changes);
        }
    }
}

impl<V> Deref for Single<V> {
    type Target = V;

    fn deref(&self) -> &V {
        &self.value
    }
}

impl<V> DerefMut for Single<V> {
    fn deref_mut(&mut self) -> &mut V {
        if let Some(kept) = &mut self.kept {
            kept.touch(KEY);
        }
        &mut self.value
    }
}
