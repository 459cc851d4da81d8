//! Every operation of ours is compared with recorded requests, or says why not.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    report::Report,
    vendor::{Evidence, Recorded, VENDORS, Vendor},
};

const MARK: &str = "NAME: &'static str = \"";

/// Lists the tables, and checks them against the sources and what they promise against the recordings.
pub(crate) fn run(crates: &Path, vectors: &Path) -> Report {
    let mut report = Report::default();
    match names_in(crates) {
        Ok(names) => check_listed(&names, &mut report),
        Err(error) => report.fail(crates.display(), error),
    }
    for vendor in VENDORS {
        vendor
            .operations
            .iter()
            .for_each(|operation| check_evidence(vendor, operation, vectors, &mut report));
    }
    report
}

fn check_listed(names: &BTreeSet<String>, report: &mut Report) {
    let listed: BTreeSet<_> =
        VENDORS.iter().flat_map(|vendor| vendor.operations).map(|one| one.name).collect();
    for name in names.iter().filter(|name| !listed.contains(name.as_str())) {
        report.fail(name, "the operation has neither a recording nor a reason why not");
    }
    if names.is_empty() {
        report.fail("the sources", "hold no operation");
    }
}

fn check_evidence(vendor: &Vendor, operation: &Recorded, vectors: &Path, report: &mut Report) {
    let recordings = match operation.by {
        Evidence::Recordings(recordings) => recordings,
        Evidence::None(reason) => {
            println!("{}: none: {reason}", operation.name);
            return report.pass();
        }
    };
    println!("{}: {}", operation.name, recordings.join(", "));
    for recording in recordings {
        let file = vectors.join(vendor.name).join("wire").join(format!("{recording}.json"));
        if !vendor.wire.iter().any(|check| check.name == *recording) {
            report.fail(operation.name, format_args!("recordings of `{recording}` are not checked"));
        } else if !file.is_file() {
            report.fail(operation.name, format_args!("there is no {}", file.display()));
        } else {
            report.pass();
        }
    }
}

/// The names of all operations in the sources below a folder.
fn names_in(folder: &Path) -> io::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for source in sources_in(folder)? {
        let text = fs::read_to_string(source)?;
        let after = text.split(MARK).skip(1).filter_map(|rest| rest.split('"').next());
        names.extend(after.map(str::to_owned));
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
