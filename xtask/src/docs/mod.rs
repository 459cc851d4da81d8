//! That README and `docs/` speak of what is there: links, feature tables, quoted commands, the book's contents.

mod commands;
mod contents;
mod features;
mod limits;
mod links;
mod markdown;

use std::path::{Path, PathBuf};

use xshell::Shell;

use crate::metadata::Metadata;
use crate::{Result, ci, conformance, problems};

/// The whole documentation: rustdoc as well.
pub(crate) fn run(sh: &Shell, _: &[String]) -> Result {
    ci::run(sh, &["doc".to_owned(), "docs".to_owned()])
}

pub(crate) fn check(sh: &Shell) -> Result {
    let metadata = Metadata::read(sh)?;
    let _path = conformance::with_programs(sh)?;
    let mut found = Vec::new();
    for page in pages(sh)? {
        let text = sh.read_file(&page)?;
        let mut wrong = links::broken(sh, &page, &text);
        wrong.extend(features::differences(&metadata, &text));
        wrong.extend(commands::unknown(sh, &metadata, &text)?);
        found.extend(wrong.into_iter().map(|problem| format!("{}: {problem}", page.display())));
    }
    found.extend(contents::missing(&sh.read_file("docs/SUMMARY.md")?, &files(sh)?));
    found.extend(limits::differences(sh)?);
    problems::none("pages that speak of what is not there", &found)
}

/// `README.md`, that of each crate, and every page below `docs/`.
fn pages(sh: &Shell) -> Result<Vec<PathBuf>> {
    let of_crate = |krate: PathBuf| krate.strip_prefix(sh.current_dir()).unwrap_or(&krate).join("README.md");
    let of_crates = sh.read_dir("crates")?.into_iter().map(of_crate).filter(|page| exists(sh, page));
    let of_book =
        files(sh)?.into_iter().map(|file| Path::new("docs").join(file)).filter(|file| is_page(file));
    Ok(std::iter::once(PathBuf::from("README.md")).chain(of_crates).chain(of_book).collect())
}

/// Every file below `docs/`, by its path from there.
pub(crate) fn files(sh: &Shell) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(folder) = open.pop() {
        for entry in sh.read_dir(Path::new("docs").join(&folder))? {
            let path = folder.join(entry.file_name().unwrap_or_default());
            if entry.is_dir() { open.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}

fn is_page(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "md")
}

fn exists(sh: &Shell, path: &Path) -> bool {
    sh.path_exists(path)
}
