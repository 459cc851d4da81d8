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
    Ok(cmd!(sh, "cargo test --workspace --all-features --no-fail-fast").run()?)
}

pub(crate) fn doc(sh: &Shell) -> Result {
    let _strict = sh.push_env("RUSTDOCFLAGS", "-D warnings");
    Ok(cmd!(sh, "cargo doc --workspace --all-features --no-deps").run()?)
}

/// Arguments for no feature and for each one. A crate without features is checked too: alone, it no longer
/// borrows what other crates turn on in a shared dependency.
fn each_alone(package: &Package) -> Vec<Vec<&str>> {
    let none = vec!["--no-default-features"];
    let alone =
        package.feature_names().into_iter().map(|name| vec!["--no-default-features", "--features", name]);
    std::iter::once(none).chain(alone).collect()
}

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
    fn a_crate_without_features_is_checked_once_on_its_own() {
        assert_eq!(each_alone(&package(json!({})).packages[0]), [["--no-default-features"]]);
    }
}
