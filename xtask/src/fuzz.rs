//! Mutated input for every parser and verifier: `crates/pili-fuzz`, which is no member of the workspace.

use xshell::{Shell, cmd};

use crate::Result;
use crate::metadata::Metadata;

const MANIFEST: &str = "crates/pili-fuzz/Cargo.toml";
const LOCK: &str = "crates/pili-fuzz/Cargo.lock";

/// `--seconds N` and `--runs N` at most for each target, `--each N` seconds of a processor for one input, `--seed N`, and names
/// of targets; see its `main.rs`. In an optimised build.
pub(crate) fn run(sh: &Shell, arguments: &[String]) -> Result {
    build_and_run(sh, &["--release"], arguments)
}

/// It compiles, every seed is good, and a moment of each target finds nothing. What is new is looked for elsewhere: most targets
/// are given the same input each time.
pub(crate) fn check(sh: &Shell) -> Result {
    cmd!(sh, "cargo fmt --manifest-path {MANIFEST} --check").run()?;
    build_and_run(sh, &[], &["--seconds", "4", "--runs", "3000", "--each", "10"].map(str::to_owned))
}

fn build_and_run(sh: &Shell, profile: &[&str], arguments: &[String]) -> Result {
    let target = Metadata::read(sh)?.target_directory;
    // With the versions of the workspace, whose builds it shares. The rest of its own is pinned in its manifest.
    sh.copy_file("Cargo.lock", LOCK)?;
    let build = cmd!(sh, "cargo run --quiet {profile...} --manifest-path {MANIFEST} --target-dir {target}");
    Ok(build.arg("--").args(arguments).run()?)
}
