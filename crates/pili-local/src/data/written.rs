use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::Arc,
};

use super::{Changes, Data, Row, row::SEPARATOR, table::Key};

/// What is known of the rows in the folder.
#[derive(Debug)]
pub(super) struct Written<K> {
    data: Data,
    name: Arc<str>,
    /// Rows that may have changed since.
    touched: BTreeSet<K>,
    /// Rows whose tables within are gone.
    gone: BTreeSet<K>,
    /// What was written last, as a hash.
    written: HashMap<K, u64>,
}

impl<K: Key> Written<K> {
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

    /// Opens the tables within a row that is new.
    pub(super) fn open(&mut self, key: &K, row: &mut impl Row) {
        row.open(&self.data, &self.within(key));
        self.touch(key.clone());
    }

    /// A row is gone, or another is in its place.
    pub(super) fn gone<V: Row>(&mut self, key: K) {
        if V::HAS_TABLES {
            self.gone.insert(key.clone());
        }
        self.touch(key);
    }

    /// Passes on the rows that are not as they were written.
    pub(super) fn keep<V: Row>(&mut self, rows: &mut BTreeMap<K, V>, changes: &mut Changes) {
        for key in std::mem::take(&mut self.gone) {
            changes.remove_tables(self.within(&key));
        }
        for key in std::mem::take(&mut self.touched) {
            match rows.get_mut(&key) {
                Some(row) => {
                    self.put(key, row, changes);
                    row.keep(changes);
                }
                None if self.written.remove(&key).is_some() => changes.remove(&self.name, key.to_string()),
                None => {}
            }
        }
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
