//! That the crates build with the lowest versions of what they depend on, as their manifests promise.
//!
//! Cargo chooses these by an unstable option, which `RUSTC_BOOTSTRAP` opens in a stable one: no nightly is needed. It is set
//! while the versions are chosen and not while anything is compiled. All of it happens in a copy of the tree, so
//! that the lock file stays as it is.

use std::path::{Path, PathBuf};

use xshell::{Shell, cmd};

use crate::Result;
use crate::metadata::Metadata;

pub(crate) fn check(sh: &Shell) -> Result {
    let metadata = Metadata::read(sh)?;
    let names: Vec<&str> =
        metadata.ours().filter(|krate| krate.published).map(|krate| krate.name.as_str()).collect();
    let scratch = Path::new(&metadata.target_directory).join("bounds");
    copy_workspace(sh, &names, &scratch)?;

    let _there = sh.push_dir(&scratch);
    choose_lowest(sh)?;
    let _apart = sh.push_env("CARGO_TARGET_DIR", scratch.join("target"));
    let packages = names.iter().flat_map(|name| ["-p", name]);
    Ok(cmd!(sh, "cargo check --locked --all-features {packages...}").run()?)
}

fn choose_lowest(sh: &Shell) -> Result {
    let _unstable = sh.push_env("RUSTC_BOOTSTRAP", "1");
    Ok(cmd!(sh, "cargo -Z direct-minimal-versions generate-lockfile").run()?)
}

/// The manifests, the named crates, and this one because the workspace lists it; without a lock file.
fn copy_workspace(sh: &Shell, names: &[&str], scratch: &Path) -> Result {
    for stale in ["Cargo.lock", "crates", "xtask"] {
        sh.remove_path(scratch.join(stale))?;
    }
    sh.create_dir(scratch)?;
    for file in ["Cargo.toml", "README.md"] {
        sh.copy_file(file, scratch.join(file))?;
    }
    let folders = names.iter().map(|name| Path::new("crates").join(name));
    folders.chain([PathBuf::from("xtask")]).try_for_each(|folder| copy_folder(sh, &folder, scratch))
}

fn copy_folder(sh: &Shell, folder: &Path, scratch: &Path) -> Result {
    sh.create_dir(scratch.join(folder))?;
    for path in sh.read_dir(folder)? {
        let below = folder.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_folder(sh, &below, scratch)?;
        } else {
            sh.copy_file(&path, scratch.join(below))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_holds_the_named_crates_whole_and_nothing_of_the_copy_before() {
        let sh = Shell::new().unwrap();
        let folder = sh.create_temp_dir().unwrap();
        sh.change_dir(folder.path());
        for file in ["Cargo.toml", "README.md", "Cargo.lock", "xtask/Cargo.toml"] {
            sh.write_file(file, "").unwrap();
        }
        for file in ["crates/a/src/deep/b.rs", "crates/gone/c.rs", "crates/other/d.rs"] {
            sh.write_file(file, "").unwrap();
        }
        let copy = folder.path().join("copy");
        copy_workspace(&sh, &["a", "gone"], &copy).unwrap();
        copy_workspace(&sh, &["a"], &copy).unwrap();
        let is_there = |path: &str| sh.path_exists(Path::new("copy").join(path));
        assert!(
            ["Cargo.toml", "README.md", "xtask/Cargo.toml", "crates/a/src/deep/b.rs"]
                .iter()
                .all(|f| is_there(f))
        );
        assert!(!["Cargo.lock", "crates/other", "crates/gone"].iter().any(|f| is_there(f)));
    }
}
