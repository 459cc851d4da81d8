//! The file on the disk: whole or not at all, and for its owner's eyes.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

use super::Config;
use crate::{
    exit::Exit,
    failure::{Failure, Result},
    output,
};

pub(super) fn read(path: &Path) -> Result<String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Failure::usage(format_args!("cannot read {}: {error}", path.display()))),
    }
}

/// Replaces the file by one that is written elsewhere first, readable by its owner alone from the beginning.
pub(super) fn write(path: &Path, text: &str) -> Result {
    // A link stays one; what it leads to is replaced.
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let replace = || -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let mut file = tempfile::Builder::new().prefix(".config").tempfile_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        Ok(())
    };
    let failed = |error| Failure::new(Exit::Failed, format_args!("cannot write {}: {error}", path.display()));
    replace().map_err(failed)
}

/// Warns when others of this machine can read secrets in the file.
pub(super) fn warn_if_open(config: &Config) {
    let path = config.path();
    if config.profiles().any(|profile| profile.has_secrets()) && is_open(path) {
        output::complain(format_args!(
            "others can read the secrets in {}; `chmod 600` it, and have those keys replaced if others used this machine",
            path.display()
        ));
    }
}

#[cfg(unix)]
fn is_open(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;

    fs::metadata(path).is_ok_and(|about| about.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open(_: &Path) -> bool {
    false
}
