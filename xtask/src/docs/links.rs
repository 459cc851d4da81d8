//! Links between files: the file is there, and so is the heading.

use std::path::Path;

use xshell::Shell;

use super::{exists, markdown};

pub(super) fn broken(sh: &Shell, page: &Path, text: &str) -> Vec<String> {
    let local = |target: &String| !target.contains("://") && !target.starts_with("mailto:");
    markdown::links(text)
        .into_iter()
        .filter(local)
        .filter_map(|target| problem(sh, page, text, &target))
        .collect()
}

fn problem(sh: &Shell, page: &Path, text: &str, target: &str) -> Option<String> {
    let (file, anchor) = target.split_once('#').map_or((target, None), |(file, anchor)| (file, Some(anchor)));
    let path = page.parent().unwrap_or(Path::new("")).join(file);
    if !file.is_empty() && !exists(sh, &path) {
        return Some(format!("no file {target}"));
    }
    let anchor = anchor.filter(|_| file.is_empty() || file.ends_with(".md"))?;
    let headings = if file.is_empty() { text.to_owned() } else { sh.read_file(&path).unwrap_or_default() };
    let known = markdown::anchors(&headings).iter().any(|known| known == anchor);
    (!known).then(|| format!("no heading {target}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken_in_docs(text: &str) -> Vec<String> {
        let sh = Shell::new().unwrap();
        sh.change_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
        broken(&sh, Path::new("docs/page.md"), text)
    }

    #[test]
    fn files_headings_and_addresses_that_exist_pass() {
        let text = "# Here\n[a](CHANGELOG.md) [b](../Cargo.toml#L3) [c](#here) [d](https://example.com/x)\n";
        assert!(broken_in_docs(text).is_empty());
    }

    #[test]
    fn a_missing_file_and_a_missing_heading_are_named() {
        let found = broken_in_docs("[a](gone.md) [b](#gone) [c](CHANGELOG.md#gone)\n");
        assert_eq!(found, ["no file gone.md", "no heading #gone", "no heading CHANGELOG.md#gone"]);
    }
}
