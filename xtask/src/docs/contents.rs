//! The contents of the book, `docs/SUMMARY.md`: every page is in it.

use std::path::{Path, PathBuf};

use super::{is_page, markdown};

pub(super) fn missing(summary: &str, files: &[PathBuf]) -> Vec<String> {
    let listed = markdown::links(summary);
    let is_listed = |page: &&PathBuf| listed.iter().any(|link| page.as_path() == Path::new(link));
    let pages = files.iter().filter(|file| is_page(file) && file.as_os_str() != "SUMMARY.md");
    let missing = pages.filter(|page| !is_listed(page));
    missing.map(|page| format!("docs/SUMMARY.md: {} is not in the book", page.display())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_the_contents_leave_out_is_named() {
        let files = ["SUMMARY.md", "a.md", "b/c.md", "picture.png"].map(PathBuf::from);
        assert_eq!(missing("- [A](a.md)\n", &files), ["docs/SUMMARY.md: b/c.md is not in the book"]);
        assert_eq!(missing("- [A](a.md)\n  - [C](b/c.md)\n", &files), [""; 0]);
    }
}
