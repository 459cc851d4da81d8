use serde::{Serialize, de::DeserializeOwned};

use super::{Changes, Data};

/// What a table holds. What is left out of its serialisation is not kept, unless it is a table that [`open`](Self::open) opens.
pub(crate) trait Row: Serialize + DeserializeOwned {
    /// Whether there are tables within.
    const HAS_TABLES: bool = false;

    /// Opens the tables within, whose names begin so.
    fn open(&mut self, _data: &Data, _within: &str) {}

    /// Passes on what changed in the tables within.
    fn keep(&mut self, _changes: &mut Changes) {}
}

/// Between the parts of a table's name; no hub, bucket or app has it in its own.
pub(super) const SEPARATOR: char = '\u{1f}';

/// Rows without tables within.
macro_rules! plain_rows {
    ($($row:ty),+ $(,)?) => { $(impl $crate::data::Row for $row {})+ };
}
pub(crate) use plain_rows;

plain_rows!(u32, u64, String, std::time::SystemTime);
