//! What `cargo tree` says a crate is built with: exact features, host platform.

use std::collections::{BTreeMap, BTreeSet};

use xshell::{Shell, cmd};

use crate::Result;

/// Name and version of every crate in a tree, the root included.
#[derive(Debug)]
pub(crate) struct Tree(BTreeSet<(String, String)>);

impl Tree {
    pub(crate) fn read(sh: &Shell, package: &str, features: &[&str]) -> Result<Self> {
        let text =
            cmd!(sh, "cargo tree -p {package} {features...} -e normal,build --prefix none").quiet().read()?;
        Ok(Self::parse(&text))
    }

    /// Lines such as `ring v0.17.14 (*)`.
    pub(crate) fn parse(text: &str) -> Self {
        let entry = |line: &str| {
            let mut words = line.split_whitespace();
            Some((words.next()?.to_owned(), words.next()?.trim_start_matches('v').to_owned()))
        };
        Self(text.lines().filter_map(entry).collect())
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The crates of a family: `tokio` finds `tokio` and `tokio-util`.
    pub(crate) fn family(&self, name: &str) -> impl Iterator<Item = &str> {
        let prefix = format!("{name}-");
        self.0
            .iter()
            .map(|(name, _)| name.as_str())
            .filter(move |krate| *krate == name || krate.starts_with(&prefix))
    }

    /// Crates that are there more than once, with their versions.
    pub(crate) fn duplicates(&self) -> Vec<(&str, Vec<&str>)> {
        let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, version) in &self.0 {
            versions.entry(name).or_default().push(version);
        }
        versions.into_iter().filter(|(_, versions)| versions.len() > 1).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "pili v0.1.0 (/home/me/pili)\nsyn v2.0.1\ntokio-util v0.7.1\nserde_derive v1.0.0 (proc-macro)\n\
                        syn v3.0.0\nsyn v2.0.1 (*)\n";

    #[test]
    fn a_crate_in_two_versions_is_a_duplicate_and_a_repeated_line_is_not() {
        let tree = Tree::parse(TEXT);
        assert_eq!(tree.len(), 5);
        assert_eq!(tree.duplicates(), [("syn", vec!["2.0.1", "3.0.0"])]);
    }

    #[test]
    fn a_family_holds_the_crate_and_its_companions_only() {
        let tree = Tree::parse(TEXT);
        assert_eq!(tree.family("tokio").collect::<Vec<_>>(), ["tokio-util"]);
        assert_eq!(tree.family("serde").count(), 0);
    }
}
