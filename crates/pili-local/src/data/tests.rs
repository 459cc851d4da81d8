use std::{io::ErrorKind, path::Path};

use serde::{Deserialize, Serialize};

use super::*;

#[derive(Default, Serialize, Deserialize)]
struct Shelf {
    #[serde(skip)]
    books: Table<String, String>,
}

impl Row for Shelf {
    const HAS_TABLES: bool = true;

    fn open(&mut self, data: &Data, within: &str) {
        self.books = data.table(format!("{within}books"));
    }

    fn keep(&mut self, changes: &mut Changes) {
        self.books.keep(changes);
    }
}

#[derive(Default)]
struct Library {
    shelves: Table<String, Shelf>,
    numbers: Table<i64, u32>,
    readers: Single<u64>,
}

impl Keeps for Library {
    fn keep(&mut self, changes: &mut Changes) {
        let Self { shelves, numbers, readers } = self;
        shelves.keep(changes);
        numbers.keep(changes);
        readers.keep(changes);
    }
}

fn library(data: &Data) -> Locked<Library> {
    let (shelves, numbers, readers) = (data.table("shelves"), data.table("numbers"), data.single("readers"));
    Locked::new(Library { shelves, numbers, readers }, data)
}

fn open(folder: &Path) -> (Data, Locked<Library>) {
    let data = Data::open(folder).expect("opens");
    let library = library(&data);
    data.check().expect("can be read");
    (data, library)
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

#[tokio::test]
async fn what_was_changed_is_there_when_the_folder_is_opened_again() {
    let folder = folder();
    let (data, library) = open(folder.path());
    {
        let mut library = library.lock();
        library.shelves.entry("a".to_owned(), Shelf::default).books.insert("one".to_owned(), "1".to_owned());
        library.numbers.insert(-7, 1);
        *library.readers += 2;
    }
    *library.lock().numbers.get_mut(&-7).expect("a number") += 1;
    data.kept_since(data.seen()).await.expect("kept");
    drop((data, library));
    let (_data, library) = open(folder.path());
    let library = library.lock();
    assert_eq!(library.shelves["a"].books["one"], "1");
    assert_eq!((library.numbers.get(&-7), *library.readers), (Some(&2), 2));
}

#[tokio::test]
async fn what_was_removed_stays_so_with_all_that_was_within_it() {
    let folder = folder();
    let (data, library) = open(folder.path());
    library
        .lock()
        .shelves
        .entry("a".to_owned(), Shelf::default)
        .books
        .insert("one".to_owned(), "1".to_owned());
    library.lock().shelves.remove("a");
    library.lock().shelves.insert("a".to_owned(), Shelf::default());
    data.kept_since(data.seen()).await.expect("kept");
    drop((data, library));
    let (_data, library) = open(folder.path());
    assert!(library.lock().shelves["a"].books.is_empty());
}

#[tokio::test]
async fn rows_that_are_only_looked_at_are_not_written() {
    let folder = folder();
    let (data, library) = open(folder.path());
    library.lock().numbers.insert(1, 1);
    data.kept_since(data.seen()).await.expect("kept");
    let _ = library.lock().numbers.get_mut(&1);
    let mut changes = Changes::default();
    library.lock().keep(&mut changes);
    assert!(changes.is_empty());
}

#[test]
fn a_folder_that_is_open_is_refused_by_its_name() {
    let folder = folder();
    let _open = open(folder.path());
    let error = Data::open(folder.path()).expect_err("open already");
    assert_eq!(error.kind(), ErrorKind::ResourceBusy);
    assert!(error.to_string().contains(&folder.path().display().to_string()), "{error}");
}

#[test]
fn a_folder_of_another_format_is_refused() {
    let folder = folder();
    drop(open(folder.path()));
    let store = redb::Database::open(folder.path().join("state.redb")).expect("a store");
    let writing = store.begin_write().expect("writes");
    let about = redb::TableDefinition::<&str, &[u8]>::new("about");
    writing.open_table(about).expect("a table").insert("format", b"2".as_slice()).expect("inserts");
    writing.commit().expect("commits");
    drop(store);
    let error = Data::open(folder.path()).expect_err("another format");
    assert!(error.to_string().contains("has the format 2"), "{error}");
}

#[test]
fn a_row_that_cannot_be_read_is_named() {
    let folder = folder();
    let (data, library) = open(folder.path());
    library.lock().numbers.insert(5, 1);
    drop((data, library));
    let data = Data::open(folder.path()).expect("opens");
    let _: Table<i64, String> = data.table("numbers");
    let error = data.check().expect_err("a number is no text");
    assert!(error.to_string().contains("numbers `5`"), "{error}");
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_what_is_kept() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = folder();
    let inner = folder.path().join("data");
    let _open = open(&inner);
    let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&inner), 0o700);
    assert_eq!(mode(&inner.join("state.redb")), 0o600);
    assert_eq!(mode(&inner.join("lock")), 0o600);
}
