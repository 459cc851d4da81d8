//! That the crates still build with the compiler they promise.
//!
//! The promise is kept in three places: no dependency promises less, clippy refuses parts of the standard
//! library that are too new (`incompatible_msrv`, denied by name in the job `clippy`), and where a toolchain
//! of that version is installed, it compiles the crates.

use std::collections::{BTreeMap, BTreeSet};

use xshell::{Shell, cmd};

use crate::Result;
use crate::metadata::{Metadata, Package};
use crate::problems;

pub(crate) fn check(sh: &Shell) -> Result {
    let metadata = Metadata::read(sh)?;
    declared(&metadata)?;
    for (version, packages) in by_version(&metadata) {
        compile(sh, version, &packages)?;
    }
    Ok(())
}

fn declared(metadata: &Metadata) -> Result {
    let found: Vec<String> = metadata.libraries().flat_map(|library| too_new(metadata, library)).collect();
    problems::none("dependencies that need a newer compiler", &found)?;
    let silent = silent(metadata);
    println!("declared: no dependency of a library asks for a newer compiler than the library does");
    println!("declared: nothing known of the {} that state none: {}", silent.len(), join(&silent));
    Ok(())
}

fn too_new(metadata: &Metadata, library: &Package) -> Vec<String> {
    let promised = version(library);
    let closure = metadata.closure(library);
    let newer = closure.iter().filter(|package| version(package) > promised);
    let text = |package: &&Package| {
        let needs = package.rust_version.as_deref().unwrap_or_default();
        format!("{} needs {} {}, which needs Rust {needs}", library.name, package.name, package.version)
    };
    newer.map(text).collect()
}

/// Dependencies of our libraries that state no version.
fn silent(metadata: &Metadata) -> BTreeSet<&str> {
    let all = metadata.libraries().flat_map(|library| metadata.closure(library));
    all.filter(|package| package.rust_version.is_none()).map(|package| package.name.as_str()).collect()
}

/// `1.85` as `[1, 85]`, so that it compares as a version; nothing stated is below everything.
fn version(package: &Package) -> Vec<u32> {
    let stated = package.rust_version.as_deref().unwrap_or_default();
    let mut numbers: Vec<u32> = stated.split('.').filter_map(|part| part.parse().ok()).collect();
    while numbers.last() == Some(&0) {
        numbers.pop();
    }
    numbers
}

fn by_version(metadata: &Metadata) -> BTreeMap<&str, Vec<&str>> {
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in metadata.ours().filter(|package| package.published) {
        groups.entry(package.rust_version.as_deref().unwrap_or_default()).or_default().push(&package.name);
    }
    groups
}

fn compile(sh: &Shell, version: &str, packages: &[&str]) -> Result {
    if !installed(sh, version) {
        println!(
            "compiled: NOT with {version}, which is not installed; the hosted workflow does that for {}",
            packages.join(", ")
        );
        return Ok(());
    }
    let packages = packages.iter().flat_map(|name| ["-p", name]);
    let toolchain = format!("+{version}");
    cmd!(sh, "cargo {toolchain} check --all-features {packages...}").run()?;
    println!("compiled: with {version}");
    Ok(())
}

fn installed(sh: &Shell, version: &str) -> bool {
    let list = cmd!(sh, "rustup toolchain list").quiet().ignore_stderr().read().unwrap_or_default();
    let matches =
        |line: &str| line.starts_with(&format!("{version}-")) || line.starts_with(&format!("{version}."));
    list.lines().any(matches)
}

fn join(names: &BTreeSet<&str>) -> String {
    names.iter().copied().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A library that promises 1.85 and has one dependency.
    fn library_over(rust_version: Option<&str>) -> Metadata {
        let lib = json!([{ "name": "a", "kind": ["lib"] }]);
        let library = json!({ "id": "a", "name": "a", "rust_version": "1.85", "targets": lib });
        let dependency = json!({ "id": "b", "name": "b", "version": "2.0.0", "source": "r", "rust_version": rust_version });
        let deps = json!([{ "pkg": "b", "dep_kinds": [{ "kind": null }] }]);
        let nodes = json!([{ "id": "a", "deps": deps }]);
        Metadata::parse(&json!({ "packages": [library, dependency], "resolve": { "nodes": nodes } }))
    }

    #[test]
    fn a_dependency_that_needs_a_newer_compiler_is_named() {
        let metadata = library_over(Some("1.100"));
        let found: Vec<_> = metadata.libraries().flat_map(|library| too_new(&metadata, library)).collect();
        assert_eq!(found, ["a needs b 2.0.0, which needs Rust 1.100"]);
    }

    #[test]
    fn the_same_version_written_with_its_patch_is_not_newer() {
        assert!(declared(&library_over(Some("1.85.0"))).is_ok());
        assert!(declared(&library_over(Some("1.85.1"))).is_err());
    }

    #[test]
    fn a_dependency_that_states_nothing_is_listed_and_passes() {
        let metadata = library_over(None);
        assert!(declared(&metadata).is_ok());
        assert_eq!(silent(&metadata), BTreeSet::from(["b"]));
    }
}
