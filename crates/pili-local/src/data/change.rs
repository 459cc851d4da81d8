use std::{collections::BTreeMap, sync::Arc};

use super::object::Object;

/// Changes that are written together, or not at all.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    /// Tables that go, by how their names begin, before anything is put.
    pub(super) gone: Vec<String>,
    /// The row of a table as it is now; `None` if it is gone.
    pub(super) rows: BTreeMap<(Arc<str>, String), Option<Vec<u8>>>,
    /// Objects whose files go once this is written.
    pub(super) gone_objects: Vec<Arc<Object>>,
    /// What could not be turned into a row.
    pub(super) broken: Option<String>,
}

impl Changes {
    pub(super) fn put(&mut self, table: &Arc<str>, key: String, row: Vec<u8>) {
        self.rows.insert((table.clone(), key), Some(row));
    }

    pub(super) fn remove(&mut self, table: &Arc<str>, key: String) {
        self.rows.insert((table.clone(), key), None);
    }

    /// Removes all tables whose names begin so.
    pub(super) fn remove_tables(&mut self, prefix: String) {
        self.rows.retain(|(table, _), _| !table.starts_with(&prefix));
        self.gone.push(prefix);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.rows.is_empty() && self.broken.is_none()
    }

    /// Adds later changes.
    pub(super) fn then(&mut self, later: Self) {
        later.gone.into_iter().for_each(|prefix| self.remove_tables(prefix));
        self.rows.extend(later.rows);
        self.gone_objects.extend(later.gone_objects);
        self.broken = later.broken.or(self.broken.take());
    }
}
