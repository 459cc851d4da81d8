use std::{
    collections::BTreeMap,
    fs::{self, DirBuilder, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use redb::{
    Database, ReadableDatabase as _, ReadableTable as _, TableDefinition, TableHandle as _,
    backends::FileBackend,
};

use super::Changes;

/// Rows by table and key, as they were written.
pub(super) type Tables = BTreeMap<String, Vec<(String, Vec<u8>)>>;

/// How the rows are written. Another than this is refused.
const FORMAT: &str = "1";
/// The table that says so.
const ABOUT: &str = "about";

const STATE: &str = "state.redb";
const LOCK: &str = "lock";
const OBJECTS: &str = "objects";

type Rows<'a> = TableDefinition<'a, &'static str, &'static [u8]>;

/// A folder that is open, and the store in it.
pub(super) struct Folder {
    path: PathBuf,
    /// `None` after a write that failed: the store is opened anew, as it was after the last that did not.
    store: Option<Database>,
    /// Held as long as the folder is open.
    _lock: File,
}

impl Folder {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let named = |error: io::Error| about(path, error);
        make(path).map_err(named)?;
        let lock = lock(path).map_err(named)?;
        let store = store(path).map_err(named)?;
        Ok(Self { path: path.to_owned(), store: Some(store), _lock: lock })
    }

    /// Where objects are.
    pub(super) fn objects(&self) -> io::Result<PathBuf> {
        let objects = self.path.join(OBJECTS);
        make_folder(&objects).map_err(|error| about(&self.path, error))?;
        Ok(objects)
    }

    /// All rows, by table.
    pub(super) fn read(&self) -> io::Result<Tables> {
        self.store.as_ref().map_or(Ok(BTreeMap::new()), rows).map_err(|error| about(&self.path, other(error)))
    }

    /// Writes changes, all or none. Once it returns they outlast the process and the machine.
    pub(super) fn write(&mut self, changes: &Changes) -> io::Result<()> {
        let named = |error: io::Error| about(&self.path, error);
        let database = match self.store.take() {
            Some(database) => database,
            None => store(&self.path).map_err(named)?,
        };
        write(&database, changes).map_err(|error| named(other(error)))?;
        self.store = Some(database);
        Ok(())
    }
}

/// An error that names the folder.
pub(super) fn about(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("the data folder {}: {error}", path.display()))
}

/// What the disk said, where it was the disk.
fn other(error: redb::Error) -> io::Error {
    match error {
        redb::Error::Io(error) => error,
        other => io::Error::other(other),
    }
}

/// Makes the folder. One that was there already is closed to others if nothing else lies in it.
fn make(path: &Path) -> io::Result<()> {
    make_folder(path)?;
    let is_ours = path.join(STATE).exists() || fs::read_dir(path)?.next().is_none();
    #[cfg(unix)]
    if is_ours {
        fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    }
    if !is_ours {
        tracing::warn!(folder = %path.display(), "other files lie in the data folder: who may enter it stays as it is");
    }
    Ok(())
}

/// Makes a folder that only its owner may enter, unless it is there.
fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Refuses a second service.
fn lock(path: &Path) -> io::Result<File> {
    let lock = file(&path.join(LOCK))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => {
            Err(io::Error::new(io::ErrorKind::ResourceBusy, "another service has it open"))
        }
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// A file that only its owner may read.
fn file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn store(path: &Path) -> io::Result<Database> {
    let file = FileBackend::new(file(&path.join(STATE))?).map_err(|error| other(error.into()))?;
    let store = Database::builder().create_with_backend(file).map_err(|error| other(error.into()))?;
    match format(&store).map_err(other)? {
        format if format == FORMAT => Ok(store),
        format => Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!(
                "{STATE} has the format {format}, and this version knows the format {FORMAT} alone: \
                 use the version that wrote it, or another folder"
            ),
        )),
    }
}

/// The format of the store, which is written into a new one.
fn format(store: &Database) -> Result<String, redb::Error> {
    let writing = store.begin_write()?;
    let format = {
        let mut about = writing.open_table(Rows::new(ABOUT))?;
        let known = about.get("format")?.map(|format| String::from_utf8_lossy(format.value()).into_owned());
        match known {
            Some(known) => known,
            None => {
                about.insert("format", FORMAT.as_bytes())?;
                FORMAT.to_owned()
            }
        }
    };
    writing.commit()?;
    Ok(format)
}

fn rows(store: &Database) -> Result<Tables, redb::Error> {
    let reading = store.begin_read()?;
    let mut tables = BTreeMap::new();
    for table in reading.list_tables()? {
        let rows = reading.open_table(Rows::new(table.name()))?;
        let rows: Result<Vec<_>, redb::StorageError> = rows
            .iter()?
            .map(|row| row.map(|(key, row)| (key.value().to_owned(), row.value().to_owned())))
            .collect();
        tables.insert(table.name().to_owned(), rows?);
    }
    Ok(tables)
}

fn write(store: &Database, changes: &Changes) -> Result<(), redb::Error> {
    let writing = store.begin_write()?;
    if !changes.gone.is_empty() {
        for table in writing.list_tables()? {
            if changes.gone.iter().any(|prefix| table.name().starts_with(prefix)) {
                writing.delete_table(Rows::new(table.name()))?;
            }
        }
    }
    let rows: Vec<_> = changes.rows.iter().collect();
    for rows in rows.chunk_by(|((one, _), _), ((next, _), _)| one == next) {
        let name: Option<&Arc<str>> = rows.first().map(|((name, _), _)| name);
        let Some(name) = name else { continue };
        let mut table = writing.open_table(Rows::new(name))?;
        for ((_, key), row) in rows {
            match row {
                Some(row) => drop(table.insert(key.as_str(), row.as_slice())?),
                None => drop(table.remove(key.as_str())?),
            }
        }
    }
    writing.commit()?;
    Ok(())
}
