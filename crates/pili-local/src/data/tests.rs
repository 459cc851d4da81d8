use std::{collections::BTreeMap, io::ErrorKind, path::Path};

use proptest::prelude::*;
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

/// What may be done with a table.
#[derive(Clone, Debug)]
enum Change {
    Insert(i64, u32),
    Alter(i64, u32),
    Make(i64),
    Remove(i64),
    PopFirst,
    RemoveBelow(i64),
    Clear,
    /// The folder is closed and opened again.
    Reopen,
}

fn change() -> impl Strategy<Value = Change> {
    let key = || -4_i64..4;
    prop_oneof![
        6 => (key(), any::<u32>()).prop_map(|(key, value)| Change::Insert(key, value)),
        4 => (key(), any::<u32>()).prop_map(|(key, value)| Change::Alter(key, value)),
        2 => key().prop_map(Change::Make),
        4 => key().prop_map(Change::Remove),
        1 => Just(Change::PopFirst),
        1 => key().prop_map(Change::RemoveBelow),
        1 => Just(Change::Clear),
        1 => Just(Change::Reopen),
    ]
}

/// The same on a table and on a map.
fn apply(change: &Change, table: &mut Table<i64, u32>, map: &mut BTreeMap<i64, u32>) {
    match *change {
        Change::Insert(key, value) => assert_eq!(table.insert(key, value), map.insert(key, value)),
        Change::Alter(key, value) => {
            let altered = [table.get_mut(&key), map.get_mut(&key)].map(|row| row.map(|row| *row = value));
            assert_eq!(altered[0], altered[1]);
        }
        Change::Make(key) => assert_eq!(table.entry(key, || 7), map.entry(key).or_insert(7)),
        Change::Remove(key) => assert_eq!(table.remove(&key), map.remove(&key)),
        Change::PopFirst => assert_eq!(table.pop_first(), map.pop_first()),
        Change::RemoveBelow(below) => {
            table.retain(|key, _| *key >= below);
            map.retain(|key, _| *key >= below);
        }
        Change::Clear => {
            table.clear();
            map.clear();
        }
        Change::Reopen => {}
    }
}

proptest! {
    // Each opens a store some times.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_table_is_what_a_map_would_be_whenever_it_is_opened_again(
        changes in prop::collection::vec(prop::collection::vec(change(), 1..6), 1..15),
    ) {
        let folder = folder();
        let mut map = BTreeMap::new();
        let (mut data, mut rows) = open(folder.path());
        // Those of a batch are written together.
        for batch in &changes {
            let mut held = rows.lock();
            batch.iter().for_each(|change| apply(change, &mut held.numbers, &mut map));
            drop(held);
            if matches!(batch.last(), Some(Change::Reopen)) {
                drop((data, rows));
                (data, rows) = open(folder.path());
            }
            prop_assert_eq!(&*rows.lock().numbers, &map);
        }
        drop((data, rows));
        let (_data, rows) = open(folder.path());
        prop_assert_eq!(&*rows.lock().numbers, &map);
    }
}
