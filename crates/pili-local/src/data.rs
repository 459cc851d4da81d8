//! What a service keeps in a folder: everything that it answered is there when it starts again.
//!
//! State is held in [`Table`]s behind a [`Locked`]. Whoever changes a row need not think of the folder: when the lock is let
//! go, the rows that were touched are compared with what was written of them, and those that changed go to the
//! [writer] as one change, all or nothing. An [answer] waits until everything that was changed before it is
//! written. Without a folder none of this happens.

mod answer;
mod change;
mod folder;
mod locked;
mod object;
mod objects;
mod row;
pub(crate) mod secret;
mod shelf;
mod single;
mod table;
#[cfg(test)]
mod tests;
mod writer;
mod written;

use std::{
    fmt, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

pub(crate) use answer::once_kept;
pub(crate) use change::Changes;
use folder::{Folder, Tables};
pub(crate) use locked::{Held, Keeps, Locked};
use object::About;
pub(crate) use object::Object;
pub(crate) use objects::Objects;
pub(crate) use row::{Row, plain_rows};
pub(crate) use shelf::Seen;
use shelf::Shelf;
pub(crate) use single::Single;
pub(crate) use table::Table;
pub(crate) use writer::Unkept;
use writer::Writer;

/// Where state is kept; nowhere, unless there is a folder. Clones are of the same.
#[derive(Clone, Default)]
pub(crate) struct Data(Option<Arc<Kept>>);

struct Kept {
    /// Before the writer, which is told of what it has written.
    shelf: Shelf,
    writer: Arc<Writer>,
    stored: Mutex<Stored>,
    path: PathBuf,
}

/// What was read at the start: rows by table and key, until the table they are for takes them.
#[derive(Default)]
struct Stored {
    tables: Tables,
    /// The first row that cannot be read.
    broken: Option<String>,
}

impl Data {
    /// Opens a folder, which nobody else may have open, and makes it if need be.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let folder = Folder::open(path)?;
        let tables = folder.read()?;
        let stored = Mutex::new(Stored { tables, broken: None });
        let objects = folder.objects()?;
        let writer = Arc::new(Writer::start(folder)?);
        let shelf = Shelf::start(objects, writer.clone())?;
        Ok(Self(Some(Arc::new(Kept { shelf, writer, stored, path: path.to_owned() }))))
    }

    pub(crate) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// The table of this name, with its rows as they were kept.
    pub(crate) fn table<K: table::Key, V: Row>(&self, name: impl Into<String>) -> Table<K, V> {
        if self.is_on() { Table::of(self, name.into()) } else { Table::default() }
    }

    /// The value of this name as it was kept.
    pub(crate) fn single<V: Row + Default>(&self, name: impl Into<String>) -> Single<V> {
        if self.is_on() { Single::of(self, name.into()) } else { Single::default() }
    }

    /// The objects of this name as they were kept, if there is a folder.
    pub(crate) fn objects(&self, name: impl Into<String>) -> Option<Objects> {
        self.is_on().then(|| Objects::of(self, name.into()))
    }

    /// Says whether everything that was kept could be read, and removes files that are nobody's: asked once all tables have
    /// taken what is theirs.
    pub(crate) fn check(&self) -> io::Result<()> {
        let stored = self.stored().map(|mut stored| std::mem::take(&mut *stored)).unwrap_or_default();
        match stored.broken {
            Some(broken) => Err(io::Error::new(io::ErrorKind::InvalidData, broken)),
            None => self.shelf().map_or(Ok(()), Shelf::sweep),
        }
        .map_err(|error| match &self.0 {
            Some(kept) => folder::about(&kept.path, error),
            None => error,
        })
    }

    /// Hands changes to the writer.
    fn send(&self, changes: Changes) {
        if let Some(kept) = &self.0
            && !changes.is_empty()
        {
            kept.writer.send(changes);
        }
    }

    /// How far writing has come when a call begins.
    pub(crate) fn seen(&self) -> Seen {
        self.shelf().map(Shelf::seen).unwrap_or_default()
    }

    /// Waits until all that was changed so far is written: by the end of a call, all that it changed.
    pub(crate) async fn kept_since(&self, seen: Seen) -> Result<(), Unkept> {
        let Some(kept) = &self.0 else { return Ok(()) };
        // Objects first: they are noted once they are written.
        kept.shelf.kept_since(seen).await?;
        kept.writer.kept().await
    }

    fn take(&self, table: &str) -> Vec<(String, Vec<u8>)> {
        self.stored().and_then(|mut stored| stored.tables.remove(table)).unwrap_or_default()
    }

    fn shelf(&self) -> Option<&Shelf> {
        self.0.as_ref().map(|kept| &kept.shelf)
    }

    fn found(&self, about: About) -> Option<Arc<Object>> {
        self.shelf()?.found(about)
    }

    fn broken(&self, what: impl fmt::Display) {
        if let Some(mut stored) = self.stored() {
            stored.broken.get_or_insert(what.to_string());
        }
    }

    fn stored(&self) -> Option<MutexGuard<'_, Stored>> {
        self.0.as_ref().map(|kept| kept.stored.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl fmt::Debug for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Data").field("is_on", &self.is_on()).finish()
    }
}
