use std::{
    borrow::Borrow,
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt,
    hash::{DefaultHasher, Hash, Hasher as _},
    ops::Deref,
    str::FromStr,
    sync::Arc,
};

use super::{Changes, Data, Row, row::SEPARATOR};

/// What rows are found by; kept as text.
pub(crate) trait Key: Clone + Ord + Hash + fmt::Display + FromStr {}

impl<K: Clone + Ord + Hash + fmt::Display + FromStr> Key for K {}

/// Rows by their keys, which are kept if there is a folder. Reading is that of a map.
#[derive(Debug)]
pub(crate) struct Table<K, V> {
    rows: BTreeMap<K, V>,
    kept: Option<Kept<K>>,
}

/// What is known of the rows in the folder.
#[derive(Debug)]
pub(super) struct Kept<K> {
    data: Data,
    name: Arc<str>,
    /// Rows that may have changed since.
    touched: BTreeSet<K>,
    /// Rows whose tables within are gone.
    gone: BTreeSet<K>,
    /// What was written last, as a hash.
    written: HashMap<K, u64>,
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
        let mut kept = Kept::of(data, name);
        let rows = kept.take();
        Self { rows, kept: Some(kept) }
    }

    pub(crate) fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        if let Some(kept) = &mut self.kept {
            let (key, _) = self.rows.get_key_value(key)?;
            kept.touched.insert(key.clone());
        }
        self.rows.get_mut(key)
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)> {
        if let Some(kept) = &mut self.kept {
            kept.touched.extend(self.rows.keys().cloned());
        }
        self.rows.iter_mut()
    }

    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.iter_mut().map(|(_, row)| row)
    }

    pub(crate) fn insert(&mut self, key: K, mut row: V) -> Option<V> {
        if let Some(kept) = &mut self.kept {
            row.open(&kept.data, &kept.within(&key));
            kept.touched.insert(key.clone());
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
                kept.touched.insert(key.clone());
                self.rows.entry(key).or_insert_with_key(|key| {
                    let mut row = new();
                    row.open(&kept.data, &kept.within(key));
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
            if V::HAS_TABLES {
                kept.gone.insert(key.clone());
            }
            kept.touched.insert(key);
        }
    }

    /// Passes on the rows that are not as they were written.
    pub(crate) fn keep(&mut self, changes: &mut Changes) {
        let Some(kept) = &mut self.kept else { return };
        for key in std::mem::take(&mut kept.gone) {
            changes.remove_tables(kept.within(&key));
        }
        for key in std::mem::take(&mut kept.touched) {
            match self.rows.get_mut(&key) {
                Some(row) => {
                    kept.put(key, row, changes);
                    row.keep(changes);
                }
                None if kept.written.remove(&key).is_some() => changes.remove(&kept.name, key.to_string()),
                None => {}
            }
        }
    }
}

impl<K: Key> Kept<K> {
    pub(super) fn of(data: &Data, name: String) -> Self {
        let (touched, gone, written) = Default::default();
        Self { data: data.clone(), name: name.into(), touched, gone, written }
    }

    /// The rows that are in the folder.
    pub(super) fn take<V: Row>(&mut self) -> BTreeMap<K, V> {
        let mut rows = BTreeMap::new();
        for (text, stored) in self.data.take(&self.name) {
            match (text.parse::<K>(), serde_json::from_slice::<V>(&stored)) {
                (Ok(key), Ok(mut row)) => {
                    row.open(&self.data, &self.within(&key));
                    self.written.insert(key.clone(), hash(&stored));
                    rows.insert(key, row);
                }
                (_, Err(error)) => self.data.broken(format_args!("{} `{text}`: {error}", self.name)),
                _ => self.data.broken(format_args!("{} `{text}`: no such key", self.name)),
            }
        }
        rows
    }

    pub(super) fn data(&self) -> &Data {
        &self.data
    }

    pub(super) fn touch(&mut self, key: K) {
        self.touched.insert(key);
    }

    /// Whether a row may have changed since this was asked last.
    pub(super) fn is_touched(&mut self) -> bool {
        !std::mem::take(&mut self.touched).is_empty()
    }

    /// How the names of a row's tables begin.
    fn within(&self, key: &K) -> String {
        format!("{}{SEPARATOR}{key}{SEPARATOR}", self.name)
    }

    pub(super) fn put(&mut self, key: K, row: &impl Row, changes: &mut Changes) {
        match serde_json::to_vec(row) {
            Ok(row) => {
                let text = key.to_string();
                if self.written.insert(key, hash(&row)) != Some(hash(&row)) {
                    changes.put(&self.name, text, row);
                }
            }
            Err(error) => changes.broken = Some(format!("{} `{key}`: {error}", self.name)),
        }
    }
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}
