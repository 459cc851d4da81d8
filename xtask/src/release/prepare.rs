//! The commit of a release, made in a copy of the tree: a rehearsal leaves nothing behind.

use std::path::{Path, PathBuf};

use xshell::{PushDir, Shell, cmd};

use super::{Version, changelog, version};
use crate::Result;
use crate::metadata::Metadata;

pub(super) const MANIFEST: &str = "Cargo.toml";

/// Where the copy is.
pub(super) fn folder(metadata: &Metadata) -> PathBuf {
    Path::new(&metadata.target_directory).join("release").join("tree")
}

pub(super) fn commit(sh: &Shell, metadata: &Metadata, to: Version) -> Result {
    let folder = folder(metadata);
    discard(sh, metadata)?;
    cmd!(sh, "git worktree add --quiet --detach {folder} HEAD").run()?;
    let _there = sh.push_dir(&folder);
    write(sh, to)?;
    // The lock file has the versions of our crates too, and nothing else of it changes.
    cmd!(sh, "cargo update --quiet --workspace --offline").run()?;
    cmd!(sh, "git commit --quiet --all --message").arg(format!("Release {to}")).run()?;
    Ok(cmd!(sh, "git show --stat HEAD").run()?)
}

/// Goes into the copy, if there is one: else the commit of the release is made already.
pub(super) fn enter<'a>(sh: &'a Shell, metadata: &Metadata) -> Option<PushDir<'a>> {
    let folder = folder(metadata);
    folder.exists().then(|| sh.push_dir(folder))
}

/// Forgets the copy, whether it is still there or not.
pub(super) fn discard(sh: &Shell, metadata: &Metadata) -> Result {
    sh.remove_path(folder(metadata))?;
    Ok(cmd!(sh, "git worktree prune").quiet().run()?)
}

fn write(sh: &Shell, to: Version) -> Result {
    let manifest = sh.read_file(MANIFEST)?;
    sh.write_file(MANIFEST, version::set(&manifest, version::stated(&manifest)?, to))?;
    let day = cmd!(sh, "date -u +%F").quiet().read()?;
    let page = sh.read_file(changelog::PAGE)?;
    if changelog::look(&page, to) == changelog::Changelog::Ready {
        sh.write_file(changelog::PAGE, changelog::moved(&page, to, &day))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::release::git::{self, Tag};

    /// A workspace of one crate in a repository of its own, with an `origin` beside it.
    fn repository() -> (Shell, xshell::TempDir, Metadata) {
        let sh = Shell::new().unwrap();
        let folder = sh.create_temp_dir().unwrap();
        let (origin, tree) = (folder.path().join("origin"), folder.path().join("tree"));
        cmd!(sh, "git init --quiet --bare --initial-branch main {origin}").run().unwrap();
        cmd!(sh, "git init --quiet --initial-branch main {tree}").run().unwrap();
        sh.change_dir(&tree);
        let manifest = "[workspace]\nmembers = [\"a\"]\n[workspace.package]\nversion = \"0.1.0\"\n";
        sh.write_file("Cargo.toml", manifest).unwrap();
        sh.write_file("a/Cargo.toml", "[package]\nname = \"a\"\nversion.workspace = true\n").unwrap();
        sh.write_file("a/src/lib.rs", "").unwrap();
        sh.write_file(changelog::PAGE, "## Unreleased\n\n- New.\n").unwrap();
        sh.write_file(".gitignore", "/target\n").unwrap();
        cmd!(sh, "cargo generate-lockfile --quiet --offline").run().unwrap();
        for (name, value) in [("user.name", "A"), ("user.email", "a@example.com")] {
            cmd!(sh, "git config {name} {value}").run().unwrap();
        }
        cmd!(sh, "git remote add origin {origin}").run().unwrap();
        cmd!(sh, "git add --all").run().unwrap();
        cmd!(sh, "git commit --quiet --message Begin").run().unwrap();
        let target = tree.join("target");
        (sh, folder, Metadata::parse(&json!({ "packages": [], "target_directory": target })))
    }

    #[ignore = "needs git: `cargo xtask ci test` runs it"]
    #[test]
    fn a_rehearsal_leaves_the_tree_as_it_was() {
        let (sh, _folder, metadata) = repository();
        commit(&sh, &metadata, "0.2.0".parse().unwrap()).unwrap();
        let prepared = sh.read_file(folder(&metadata).join(MANIFEST)).unwrap();
        assert!(prepared.contains("version = \"0.2.0\""), "{prepared}");
        discard(&sh, &metadata).unwrap();
        assert!(sh.read_file(MANIFEST).unwrap().contains("version = \"0.1.0\""));
        assert_eq!(cmd!(sh, "git status --porcelain").read().unwrap(), "");
        assert_eq!(cmd!(sh, "git worktree list").read().unwrap().lines().count(), 1);
    }

    #[ignore = "needs git: `cargo xtask ci test` runs it"]
    #[test]
    fn what_is_prepared_is_adopted_tagged_and_pushed_and_each_can_be_seen() {
        let (sh, _folder, metadata) = repository();
        let version = "0.2.0".parse().unwrap();
        assert_eq!(git::tag(&sh, version).unwrap(), Tag::Missing);
        commit(&sh, &metadata, version).unwrap();
        git::adopt(&sh, &folder(&metadata)).unwrap();
        discard(&sh, &metadata).unwrap();
        assert!(sh.read_file(changelog::PAGE).unwrap().contains("## 0.2.0 ("));
        assert!(sh.read_file("Cargo.lock").unwrap().contains("version = \"0.2.0\""));
        git::make_tag(&sh, version).unwrap();
        assert_eq!(git::tag(&sh, version).unwrap(), Tag::Here);
        git::push(&sh, version).unwrap();
        assert_eq!(git::tag(&sh, version).unwrap(), Tag::Pushed);
        sh.write_file("later", "").unwrap();
        cmd!(sh, "git add later").run().unwrap();
        cmd!(sh, "git commit --quiet --message Later").run().unwrap();
        assert_eq!(git::tag(&sh, version).unwrap(), Tag::Elsewhere);
    }
}
