//! What is published keeps what it promised: `cargo-semver-checks` against the last release.

use xshell::{Shell, cmd};

use crate::Result;
use crate::metadata::Metadata;

/// Before the first release there is nothing to compare with; after it, the tool is needed.
pub(crate) fn check(sh: &Shell) -> Result {
    let tags = cmd!(sh, "git tag --list v* --sort=-version:refname").quiet().read()?;
    let Some(last) = tags.lines().next() else {
        println!("no release is tagged here: there is nothing to compare with");
        return Ok(());
    };
    if cmd!(sh, "cargo semver-checks --version").quiet().ignore_stdout().ignore_stderr().run().is_err() {
        return Err("cargo-semver-checks is not installed: cargo install cargo-semver-checks --locked".into());
    }
    for library in Metadata::read(sh)?.libraries() {
        let name = &library.name;
        cmd!(sh, "cargo semver-checks --package {name} --baseline-rev {last}").run()?;
    }
    Ok(())
}
