//! That README and `docs/` speak of what is there: links, feature tables, quoted commands.

mod commands;
mod features;
mod limits;
mod links;
mod markdown;

use std::path::{Path, PathBuf};

use xshell::Shell;

use crate::metadata::Metadata;
use crate::{Result, ci, problems};

/// The whole documentation: rustdoc as well.
pub(crate) fn run(sh: &Shell, _: &[String]) -> Result {
    ci::run(sh, &["doc".to_owned(), "docs".to_owned()])
}

pub(crate) fn check(sh: &Shell) -> Result {
    let metadata = Metadata::read(sh)?;
    let mut found = Vec::new();
    for page in pages(sh)? {
        let text = sh.read_file(&page)?;
        let mut wrong = links::broken(sh, &page, &text);
        wrong.extend(features::differences(&metadata, &text));
        found.extend(wrong.into_iter().map(|problem| format!("{}: {problem}", page.display())));
    }
    found.extend(commands::unknown(sh, &metadata, &sh.read_file("README.md")?)?);
    found.extend(limits::differences(sh)?);
    problems::none("pages that speak of what is not there", &found)
}

/// `README.md` and every page below `docs/`.
fn pages(sh: &Shell) -> Result<Vec<PathBuf>> {
    let mut pages = vec![PathBuf::from("README.md")];
    let mut open = vec![PathBuf::from("docs")];
    while let Some(folder) = open.pop() {
        for entry in sh.read_dir(&folder)? {
            let path = folder.join(entry.file_name().unwrap_or_default());
            match path.extension() {
                _ if sh.current_dir().join(&path).is_dir() => open.push(path),
                Some(extension) if extension == "md" => pages.push(path),
                _ => {}
            }
        }
    }
    Ok(pages)
}

fn exists(sh: &Shell, path: &Path) -> bool {
    sh.path_exists(path)
}
