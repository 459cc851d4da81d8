//! The workspace's own programs and examples, all built at once, with the features that tests have: built for one job,
//! they are built for all. Only xtask is not: it runs meanwhile, and not every system lets that be replaced.

use std::path::PathBuf;

use xshell::{Shell, cmd};

use crate::Result;
use crate::metadata::Metadata;

/// Where they are once they are built.
pub(crate) fn programs(sh: &Shell) -> Result<PathBuf> {
    let which = ["--workspace", "--exclude", "xtask", "--all-features", "--bins", "--examples"];
    cmd!(sh, "cargo build --quiet {which...}").quiet().run()?;
    Ok(PathBuf::from(Metadata::read(sh)?.target_directory).join("debug"))
}

/// The file of a program or an example.
pub(crate) fn file(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}
