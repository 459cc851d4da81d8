//! The jobs that are cargo's own work.

use xshell::{Shell, cmd};

use crate::Result;
use crate::metadata::{Metadata, Package};

/// Warnings fail, and so does the standard library being newer than the crate's `rust-version`.
const LINTS: &[&str] = &["-D", "warnings", "-D", "clippy::incompatible_msrv"];

pub(crate) fn fmt(sh: &Shell) -> Result {
    Ok(cmd!(sh, "cargo fmt --all --check").run()?)
}

/// Everything with all features.
pub(crate) fn clippy(sh: &Shell) -> Result {
    Ok(cmd!(sh, "cargo clippy --workspace --all-targets --all-features -- {LINTS...}").run()?)
}

/// Each library with no feature, and with each one alone.
pub(crate) fn features(sh: &Shell) -> Result {
    for library in Metadata::read(sh)?.libraries() {
        for features in each_alone(library) {
            let name = &library.name;
            cmd!(sh, "cargo clippy --quiet -p {name} --lib {features...} -- {LINTS...}").run()?;
        }
    }
    Ok(())
}

/// With documentation examples; and what the media plane does without the feature it has.
pub(crate) fn test(sh: &Shell) -> Result {
    cmd!(sh, "cargo test -p pili-media --lib without_the_feature").run()?;
    cmd!(sh, "cargo test -p xtask -- --ignored").run()?;
    Ok(cmd!(sh, "cargo test --workspace --all-features --no-fail-fast").run()?)
}

/// The crates that sign at an edge, by the runner beside this file.
pub(crate) fn wasm(sh: &Shell) -> Result {
    let (target, features) = (WASM, "pili-auth/rustcrypto,pili-urls/rustcrypto");
    let library = cmd!(sh, "rustc --print target-libdir --target {target}").quiet().read()?;
    if !std::path::Path::new(&library).is_dir() {
        return without_wasm(std::env::var_os("GITHUB_ACTIONS").is_some());
    }
    let runner = format!("node {}", sh.current_dir().join("xtask/src/ci/wasm.mjs").display());
    let _runner = sh.push_env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    let crates = ["-p", "pili-auth", "-p", "pili-urls"];
    cmd!(
        sh,
        "cargo test --target {target} {crates...} --no-default-features --features {features} --lib --tests"
    )
    .run()?;
    let example = ["--no-default-features", "--features", "rustcrypto", "--example", "at_the_edge"];
    Ok(cmd!(sh, "cargo run --quiet --target {target} -p pili-urls {example...}").run()?)
}

/// A machine may lack the target, and have no way to it; the hosted workflow installs it.
fn without_wasm(is_workflow: bool) -> Result {
    if is_workflow {
        return Err(format!("{WASM} is not installed: `rustup target add {WASM}`").into());
    }
    println!("NOT tested: {WASM} is not installed (`rustup target add {WASM}`)");
    Ok(())
}

const WASM: &str = "wasm32-unknown-unknown";

pub(crate) fn doc(sh: &Shell) -> Result {
    let _strict = sh.push_env("RUSTDOCFLAGS", "-D warnings");
    Ok(cmd!(sh, "cargo doc --workspace --all-features --no-deps").run()?)
}

/// Arguments for no feature and for each one. A crate without features is checked too: alone, it no longer
/// borrows what other crates turn on in a shared dependency. One that must have a backend is checked with each.
fn each_alone(package: &Package) -> Vec<Vec<&str>> {
    let names = package.feature_names();
    let none =
        Some(vec!["--no-default-features"]).filter(|_| !BACKENDS.iter().all(|name| names.contains(name)));
    let alone = names.into_iter().map(|name| vec!["--no-default-features", "--features", name]);
    none.into_iter().chain(alone).collect()
}

/// What computes signatures: a crate that offers both needs one of them.
const BACKENDS: [&str; 2] = ["ring", "rustcrypto"];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn package(features: serde_json::Value) -> Metadata {
        Metadata::parse(&json!({ "packages": [{ "name": "a", "features": features }] }))
    }

    #[test]
    fn each_feature_is_checked_alone_and_default_is_not_one() {
        let metadata = package(json!({ "default": ["tls"], "tls": ["hyper"], "hyper": [] }));
        let none = vec!["--no-default-features"];
        let alone = |name| vec!["--no-default-features", "--features", name];
        assert_eq!(each_alone(&metadata.packages[0]), [none, alone("hyper"), alone("tls")]);
    }

    #[test]
    fn a_crate_that_needs_a_backend_is_checked_with_each_and_not_without() {
        let metadata = package(json!({ "default": ["ring"], "ring": [], "rustcrypto": [] }));
        let alone = |name| vec!["--no-default-features", "--features", name];
        assert_eq!(each_alone(&metadata.packages[0]), [alone("ring"), alone("rustcrypto")]);
    }

    #[test]
    fn a_workflow_without_the_target_of_wasm_fails() {
        assert!(without_wasm(true).is_err());
        assert!(without_wasm(false).is_ok());
    }

    #[test]
    fn a_crate_without_features_is_checked_once_on_its_own() {
        assert_eq!(each_alone(&package(json!({})).packages[0]), [["--no-default-features"]]);
    }
}
