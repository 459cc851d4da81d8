//! What README tells a user to run, where there is nothing but Rust and a C compiler.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use xshell::{Shell, cmd};

use crate::Result;

const COMMANDS: &[&str] = &["cargo run -p pili-cli -- demo", "cargo test --workspace"];

const RUST: &[&str] = &["cargo", "rustc", "rustdoc"];

/// `cc` links what rustc compiles, by `ld` where Rust brings no linker of its own. With `as` and `ar` it also
/// compiles the C in ring.
const C: &[&str] = &["cc", "ld", "as", "ar"];

/// Where cargo keeps the crates, and where and how it puts what it builds: not a program among them.
const KEPT: &[&str] = &["CARGO_HOME", "CARGO_INCREMENTAL", "CARGO_TARGET_DIR", "HOME", "TMPDIR"];

/// Crates are fetched beforehand, with whatever this machine needs for that: the commands work without a network.
pub(super) fn check(sh: &Shell) -> Result {
    cmd!(sh, "cargo fetch").run()?;
    let folder = sh.create_temp_dir()?;
    for program in programs(sh)? {
        link(&program, &folder.path().join(program.file_name().unwrap_or_default()))?;
    }
    COMMANDS.iter().try_for_each(|command| run(sh, command, folder.path()))
}

/// The programs themselves, not the proxies of a toolchain manager, which would find more of them.
fn programs(sh: &Shell) -> Result<Vec<PathBuf>> {
    let toolchain = PathBuf::from(cmd!(sh, "rustc --print sysroot").quiet().read()?).join("bin");
    let path = sh.var_os("PATH").unwrap_or_default();
    RUST.iter().map(|name| Ok(toolchain.join(name))).chain(C.iter().map(|name| find(name, &path))).collect()
}

fn find(name: &str, path: &OsStr) -> Result<PathBuf> {
    let found = std::env::split_paths(path).map(|folder| folder.join(name)).find(|file| file.is_file());
    found.ok_or_else(|| format!("{name} is needed, and is nowhere in PATH").into())
}

#[cfg(unix)]
fn link(program: &Path, name: &Path) -> Result {
    Ok(std::os::unix::fs::symlink(program, name)?)
}

#[cfg(not(unix))]
fn link(program: &Path, _: &Path) -> Result {
    Err(format!("{} cannot be put alone into a PATH on this system", program.display()).into())
}

fn run(sh: &Shell, command: &str, path: &Path) -> Result {
    let (program, arguments) = command.split_once(' ').ok_or("a command without arguments")?;
    let kept = KEPT.iter().filter_map(|name| Some((name, sh.var_os(name)?)));
    let bare = sh.cmd(path.join(program)).args(arguments.split(' ')).env_clear().envs(kept);
    Ok(bare.env("PATH", path).env("CARGO_NET_OFFLINE", "true").run()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readme_tells_to_run_these_commands() {
        let readme = include_str!("../../../README.md");
        for command in COMMANDS {
            assert!(readme.lines().any(|line| line.starts_with(command)), "{command}");
        }
    }

    #[test]
    fn a_program_that_is_nowhere_is_named() {
        let here = OsStr::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
        assert!(find("README.md", here).is_ok());
        assert_eq!(find("cc", here).unwrap_err().to_string(), "cc is needed, and is nowhere in PATH");
    }
}
