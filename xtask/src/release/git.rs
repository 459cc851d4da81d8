//! What git knows, and what it is told.

use std::path::Path;

use xshell::{Shell, cmd};

use super::Version;
use crate::Result;

const BRANCH: &str = "main";

/// The work tree, and where it would be pushed to.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    pub(super) changes: bool,
    pub(super) branch: String,
    /// The address of `origin`, if it is not the repository that the manifests name.
    pub(super) foreign_remote: Option<String>,
}

impl Default for Tree {
    fn default() -> Self {
        Self { changes: false, branch: BRANCH.to_owned(), foreign_remote: None }
    }
}

impl Tree {
    pub(super) fn problems(&self) -> Vec<String> {
        let mut found = Vec::new();
        if self.changes {
            found.push("the work tree has changes that are not committed".to_owned());
        }
        if self.branch != BRANCH {
            found.push(format!("releases are made of {BRANCH}, and this is {}", self.branch));
        }
        if let Some(remote) = &self.foreign_remote {
            found.push(format!("`origin` is {remote:?}, and not the `repository` of the manifests"));
        }
        found
    }
}

/// The tag of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Missing,
    /// On this commit, on this machine alone.
    Here,
    /// On this commit, at `origin` too.
    Pushed,
    /// On another commit, here or at `origin`.
    Elsewhere,
}

pub(super) fn tree(sh: &Shell, repository: &str) -> Result<Tree> {
    let remote = cmd!(sh, "git remote get-url origin").quiet().ignore_stderr().read().unwrap_or_default();
    Ok(Tree {
        changes: !cmd!(sh, "git status --porcelain").quiet().read()?.is_empty(),
        branch: cmd!(sh, "git rev-parse --abbrev-ref HEAD").quiet().read()?,
        foreign_remote: (!is_same(&remote, repository)).then_some(remote),
    })
}

pub(super) fn tag(sh: &Shell, version: Version) -> Result<Tag> {
    let commit = |name: &str| {
        let name = format!("{name}^{{commit}}");
        cmd!(sh, "git rev-parse --verify --quiet {name}").quiet().ignore_stderr().read().ok()
    };
    let local = commit(&format!("refs/tags/v{version}"));
    // A remote that is not there has no tags; that it is not there is told besides.
    let reference = format!("refs/tags/v{version}");
    let commit_of = format!("{reference}^{{}}");
    let asked = cmd!(sh, "git ls-remote origin {reference} {commit_of}").quiet().ignore_stderr();
    Ok(state(commit("HEAD").as_deref(), local.as_deref(), peeled(&asked.read().unwrap_or_default())))
}

/// The commit in what `ls-remote` lists: the line of the tag itself, and one of what it is put on.
fn peeled(listed: &str) -> Option<&str> {
    listed.lines().last().and_then(|line| line.split_whitespace().next())
}

fn state(head: Option<&str>, local: Option<&str>, remote: Option<&str>) -> Tag {
    match (local, remote) {
        (None, None) => Tag::Missing,
        (_, Some(remote)) if Some(remote) != head => Tag::Elsewhere,
        (Some(local), _) if Some(local) != head => Tag::Elsewhere,
        (_, Some(_)) => Tag::Pushed,
        (Some(_), None) => Tag::Here,
    }
}

/// Makes the prepared commit the branch's. Nothing else may have come meanwhile.
pub(super) fn adopt(sh: &Shell, prepared: &Path) -> Result {
    let commit = cmd!(sh, "git -C {prepared} rev-parse HEAD").quiet().read()?;
    Ok(cmd!(sh, "git merge --ff-only {commit}").run()?)
}

pub(super) fn make_tag(sh: &Shell, version: Version) -> Result {
    let tag = format!("v{version}");
    Ok(cmd!(sh, "git tag --annotate {tag} --message {tag}").run()?)
}

/// Both or neither, so that no tag is at `origin` of a commit that its branch does not have.
pub(super) fn push(sh: &Shell, version: Version) -> Result {
    let tag = format!("v{version}");
    Ok(cmd!(sh, "git push --atomic origin {BRANCH} {tag}").run()?)
}

/// `https://host/a/b`, `git@host:a/b.git` and `ssh://git@host/a/b` are the same.
fn is_same(remote: &str, repository: &str) -> bool {
    let plain = |url: &str| {
        let url = url.trim_end_matches('/').trim_end_matches(".git");
        let url = url.split_once("://").map_or(url, |(_, rest)| rest);
        url.rsplit_once('@').map_or(url, |(_, rest)| rest).replace(':', "/")
    };
    !repository.is_empty() && plain(remote) == plain(repository)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remote_is_the_repository_however_it_is_written() {
        for remote in ["https://host/a/b", "https://host/a/b.git", "git@host:a/b.git", "ssh://git@host/a/b/"]
        {
            assert!(is_same(remote, "https://host/a/b"), "{remote}");
        }
        assert!(!is_same("https://host/a/c", "https://host/a/b") && !is_same("", ""));
    }

    #[test]
    fn a_tag_counts_where_it_stands() {
        assert_eq!(state(Some("a"), None, None), Tag::Missing);
        assert_eq!(state(Some("a"), Some("a"), None), Tag::Here);
        assert_eq!(state(Some("a"), Some("a"), Some("a")), Tag::Pushed);
        assert_eq!(state(Some("a"), None, Some("a")), Tag::Pushed);
        assert_eq!(state(Some("a"), Some("b"), None), Tag::Elsewhere);
        assert_eq!(state(Some("a"), Some("a"), Some("b")), Tag::Elsewhere);
    }

    #[test]
    fn an_annotated_tag_is_the_commit_that_it_is_put_on() {
        assert_eq!(peeled("aaa\trefs/tags/v1.0.0\nbbb\trefs/tags/v1.0.0^{}\n"), Some("bbb"));
        assert_eq!(peeled("aaa\trefs/tags/v1.0.0\n"), Some("aaa"));
        assert_eq!(peeled(""), None);
    }
}
