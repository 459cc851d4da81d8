//! Every operation of ours stands in its vendor's table; whether a recording of it is kept, the folder tells.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    report::Report,
    vendor::{Call, VENDORS, Vendor},
};

const MARK: &str = "NAME: &'static str = \"";

/// Lists the tables with the recordings that are kept, and checks them against the sources.
pub(crate) fn run(crates: &Path, vectors: &Path) -> Report {
    let mut report = Report::default();
    match names_in(crates) {
        Ok(names) => check_listed(&names, &mut report),
        Err(error) => report.fail(crates.display(), error),
    }
    for vendor in VENDORS {
        let mut names = BTreeSet::new();
        for call in vendor.calls {
            println!("{}: {}", call.name, kept(vendor, call, vectors));
            for name in vendor.recordings_of(call) {
                check_single(name, &mut names, &mut report);
            }
        }
    }
    report
}

fn check_listed(names: &BTreeSet<String>, report: &mut Report) {
    let listed: BTreeSet<_> = VENDORS.iter().flat_map(|vendor| vendor.calls).map(|call| call.name).collect();
    for name in names.iter().filter(|name| !listed.contains(name.as_str())) {
        report.fail(name, "the operation stands in no table, so that no recording of it is checked");
    }
    if names.is_empty() {
        report.fail("the sources", "hold no operation");
    }
}

/// A recording belongs to one operation.
fn check_single(name: &'static str, names: &mut BTreeSet<&'static str>, report: &mut Report) {
    if names.insert(name) {
        report.pass();
    } else {
        report.fail(name, "two operations claim the recordings of this name");
    }
}

/// The recordings of a call that are there.
fn kept(vendor: &Vendor, call: &Call, vectors: &Path) -> String {
    let folder = vectors.join(vendor.name).join("wire");
    let kept = vendor.recordings_of(call).filter(|name| folder.join(format!("{name}.json")).is_file());
    let kept: Vec<_> = kept.collect();
    if kept.is_empty() { "no recording is kept".to_owned() } else { kept.join(", ") }
}

/// The names of all operations in the sources below a folder: `product.noun.method`.
fn names_in(folder: &Path) -> io::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for source in sources_in(folder)? {
        let text = fs::read_to_string(source)?;
        // An operation in an example is not one of ours.
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        let after = code.filter_map(|line| line.split_once(MARK)?.1.split('"').next());
        names.extend(after.filter(|name| name.contains('.')).map(str::to_owned));
    }
    Ok(names)
}

/// The library sources: `<crate>/src/**/*.rs`, without this program's.
fn sources_in(crates: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(crates)? {
        let folder = entry?.path();
        if !folder.ends_with(env!("CARGO_PKG_NAME")) {
            collect(&folder.join("src"), &mut found)?;
        }
    }
    Ok(found)
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    Ok(())
}
