use std::{borrow::Borrow, collections::BTreeMap, fmt, hash::Hash, ops::Deref, str::FromStr};

use super::{Changes, Data, Row, written::Written};

/// What rows are found by; kept as text.
pub(crate) trait Key: Clone + Ord + Hash + fmt::Display + FromStr {}

impl<K: Clone + Ord + Hash + fmt::Display + FromStr> Key for K {}

/// Rows by their keys, which are kept if there is a folder. Reading is that of a map.
#[derive(Debug)]
pub(crate) struct Table<K, V> {
    rows: BTreeMap<K, V>,
    kept: Option<Written<K>>,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self { rows: BTreeMap::new(), kept: None }
    }
}

impl<K, V> Deref for Table<K, V> {
    type Target = BTreeMap<K, V>;

    fn deref(&self) -> &BTreeMap<K, V> {
        &self.rows
    }
}

impl<K: Key, V: Row> Table<K, V> {
    /// The table of this name, with the rows that are kept of it.
    pub(super) fn of(data: &Data, name: String) -> Self {
        let mut kept = Written::of(data, name);
        let rows = kept.take();
        Self { rows, kept: Some(kept) }
    }

    pub(crate) fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        if let Some(kept) = &mut self.kept {
            let (key, _) = self.rows.get_key_value(key)?;
            kept.touch(key.clone());
        }
        self.rows.get_mut(key)
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)> {
        if let Some(kept) = &mut self.kept {
            self.rows.keys().for_each(|key| kept.touch(key.clone()));
        }
        self.rows.iter_mut()
    }

    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.iter_mut().map(|(_, row)| row)
    }

    pub(crate) fn insert(&mut self, key: K, mut row: V) -> Option<V> {
        if let Some(kept) = &mut self.kept {
            kept.open(&key, &mut row);
        }
        let before = self.rows.insert(key.clone(), row);
        if before.is_some() {
            self.note_gone(key);
        }
        before
    }

    pub(crate) fn extend(&mut self, rows: impl IntoIterator<Item = (K, V)>) {
        rows.into_iter().for_each(|(key, row)| drop(self.insert(key, row)));
    }

    /// The row of a key, which is made if there is none.
    pub(crate) fn entry(&mut self, key: K, new: impl FnOnce() -> V) -> &mut V {
        match &mut self.kept {
            None => self.rows.entry(key).or_insert_with(new),
            Some(kept) => {
                kept.touch(key.clone());
                self.rows.entry(key).or_insert_with_key(|key| {
                    let mut row = new();
                    kept.open(key, &mut row);
                    row
                })
            }
        }
    }

    pub(crate) fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let (key, row) = self.rows.remove_entry(key)?;
        self.note_gone(key);
        Some(row)
    }

    pub(crate) fn pop_first(&mut self) -> Option<(K, V)> {
        let (key, row) = self.rows.pop_first()?;
        self.note_gone(key.clone());
        Some((key, row))
    }

    /// Keeps only some rows.
    pub(crate) fn retain(&mut self, stays: impl Fn(&K, &V) -> bool) {
        let gone: Vec<K> =
            self.rows.iter().filter(|(key, row)| !stays(key, row)).map(|(key, _)| key.clone()).collect();
        gone.iter().for_each(|key| drop(self.remove(key)));
    }

    /// Keeps none.
    pub(crate) fn clear(&mut self) {
        self.retain(|_, _| false);
    }

    fn note_gone(&mut self, key: K) {
        if let Some(kept) = &mut self.kept {
            kept.gone::<V>(key);
        }
    }

    /// Passes on the rows that are not as they were written.
    pub(crate) fn keep(&mut self, changes: &mut Changes) {
        if let Some(kept) = &mut self.kept {
            kept.keep(&mut self.rows, changes);
        }
    }
}
