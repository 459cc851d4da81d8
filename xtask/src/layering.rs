//! The fences of `docs/architecture.md` section 2: who may depend on whom, and how heavy that may get.

use xshell::{Shell, cmd};

use crate::Result;
use crate::metadata::{Dependency, Metadata, Package};
use crate::problems;
use crate::tree::Tree;

/// Which crates of ours a crate of ours may depend on.
const ALLOWED: &[(&str, &[&str])] = &[
    ("pili-auth", &[]),
    ("pili-urls", &["pili-auth"]),
    ("pili-core", &["pili-auth"]),
    ("pili-media", &["pili-auth"]),
    ("pili-qiniu", &["pili-core"]),
    ("pili-live", &["pili-auth", "pili-core", "pili-qiniu"]),
    ("pili-gate", &["pili-auth", "pili-live", "pili-urls"]),
    ("pili-oss", &["pili-auth", "pili-core"]),
    ("pili-opentok", &["pili-auth", "pili-core"]),
    ("pili-rtc", &["pili-auth", "pili-core", "pili-qiniu"]),
    ("pili", LIBRARIES),
    ("pili-local", BELOW_LOCAL),
    ("pili-cli", &["pili", "pili-gate", "pili-local", "pili-media"]),
    ("pili-conformance", EVERYTHING),
    ("xtask", &[]),
];

const LIBRARIES: &[&str] =
    &["pili-auth", "pili-core", "pili-live", "pili-opentok", "pili-oss", "pili-rtc", "pili-urls"];

/// The umbrella has no media plane.
const BELOW_LOCAL: &[&str] = &[
    "pili-auth",
    "pili-core",
    "pili-gate",
    "pili-live",
    "pili-media",
    "pili-opentok",
    "pili-oss",
    "pili-rtc",
    "pili-urls",
];

const EVERYTHING: &[&str] = &[
    "pili",
    "pili-auth",
    "pili-cli",
    "pili-core",
    "pili-gate",
    "pili-live",
    "pili-local",
    "pili-media",
    "pili-opentok",
    "pili-oss",
    "pili-qiniu",
    "pili-rtc",
    "pili-urls",
];

/// Edges that only tests and examples may have.
const ALLOWED_IN_TESTS: &[(&str, &str)] = &[("pili", "pili-local")];

/// Edges that must hang on a feature: without it the crate has no runtime.
const OPTIONAL: &[(&str, &str)] = &[("pili-rtc", "pili-core"), ("pili-rtc", "pili-qiniu")];

/// Crates that work without a runtime.
const PURE: &[&str] = &["pili-auth", "pili-urls", "pili-rtc"];
const RUNTIME: &[&str] = &["tokio", "hyper", "tower", "rustls"];
/// Of these families, and without a runtime: it reads PEM.
const TYPES: &[&str] = &["rustls-pki-types"];

/// What makes tokens and no calls.
const TOKENS_LIMIT: usize = 25;

const UMBRELLA: &str = "pili";
const UMBRELLA_LIMIT: usize = 67;

pub(crate) fn check(sh: &Shell) -> Result {
    let mut found = edges(&Metadata::read(sh)?);
    for name in PURE {
        let tree = Tree::read(sh, name, ring_alone(name))?;
        println!("{name} with ring alone: {} crates, at most {TOKENS_LIMIT}", tree.len());
        found.extend(runtime_in(name, &tree));
        found.extend(too_many(name, &tree, TOKENS_LIMIT));
    }
    let umbrella = Tree::read(sh, UMBRELLA, &[])?;
    println!("{UMBRELLA} with default features: {} crates, at most {UMBRELLA_LIMIT}", umbrella.len());
    found.extend(weight(&umbrella));
    if !umbrella.duplicates().is_empty() {
        cmd!(sh, "cargo tree -p {UMBRELLA} -e normal,build --duplicates").run()?;
    }
    problems::none("the layers are broken", &found)
}

/// pili-rtc has ring by pili-auth.
fn ring_alone(name: &str) -> &[&str] {
    if name == "pili-rtc" { &["--no-default-features"] } else { &[] }
}

fn edges(metadata: &Metadata) -> Vec<String> {
    let names: Vec<&str> = metadata.ours().map(|package| package.name.as_str()).collect();
    let ours = |dependency: &&Dependency| names.contains(&dependency.name.as_str());
    let edges = metadata
        .ours()
        .flat_map(|package| package.dependencies.iter().filter(ours).map(move |d| (package, d)));
    edges.filter_map(|(package, dependency)| broken(package, dependency)).collect()
}

fn broken(package: &Package, dependency: &Dependency) -> Option<String> {
    let edge = (package.name.as_str(), dependency.name.as_str());
    let (from, to) = edge;
    if dependency.dev && ALLOWED_IN_TESTS.contains(&edge) {
        return None;
    }
    if !ALLOWED.iter().any(|(name, allowed)| *name == from && allowed.contains(&to)) {
        return Some(format!("{from} must not depend on {to}"));
    }
    let free = !dependency.dev && !dependency.optional;
    (free && OPTIONAL.contains(&edge)).then(|| format!("{from} must have {to} only behind a feature"))
}

fn runtime_in(name: &str, tree: &Tree) -> Vec<String> {
    let found =
        RUNTIME.iter().flat_map(|runtime| tree.family(runtime)).filter(|krate| !TYPES.contains(krate));
    found.map(|krate| format!("{name} without features must not pull in {krate}")).collect()
}

fn weight(tree: &Tree) -> Vec<String> {
    let twice =
        |(name, versions): (&str, Vec<&str>)| format!("{UMBRELLA} has {name} in {}", versions.join(" and "));
    let mut found: Vec<String> = tree.duplicates().into_iter().map(twice).collect();
    found.extend(too_many(UMBRELLA, tree, UMBRELLA_LIMIT));
    found
}

fn too_many(name: &str, tree: &Tree, limit: usize) -> Option<String> {
    (tree.len() > limit).then(|| format!("{name} has {} crates, more than {limit}", tree.len()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A workspace of `from` with one dependency, `to`.
    fn workspace(from: &str, to: &str, kind: Option<&str>, optional: bool) -> Metadata {
        let dependency = json!({ "name": to, "kind": kind, "optional": optional });
        let from = json!({ "id": from, "name": from, "source": null, "dependencies": [dependency] });
        let to = json!({ "id": to, "name": to, "source": null, "dependencies": [] });
        Metadata::parse(&json!({ "packages": [from, to] }))
    }

    #[test]
    fn an_arrow_that_points_upward_passes() {
        assert!(edges(&workspace("pili-live", "pili-core", None, false)).is_empty());
        assert!(edges(&workspace("pili-conformance", "pili-cli", None, false)).is_empty());
    }

    #[test]
    fn an_arrow_that_points_downward_is_named() {
        let found = edges(&workspace("pili-auth", "pili-core", None, false));
        assert_eq!(found, ["pili-auth must not depend on pili-core"]);
    }

    #[test]
    fn the_media_plane_may_sign_and_knows_no_api_and_no_local_service() {
        assert!(edges(&workspace("pili-media", "pili-auth", None, false)).is_empty());
        assert!(edges(&workspace("pili-local", "pili-media", None, false)).is_empty());
        for above in ["pili-core", "pili-live", "pili-local"] {
            assert_eq!(edges(&workspace("pili-media", above, None, false)).len(), 1, "{above}");
        }
    }

    #[test]
    fn the_gate_stands_below_the_local_service_and_knows_no_media_plane() {
        assert!(edges(&workspace("pili-gate", "pili-urls", None, false)).is_empty());
        assert!(edges(&workspace("pili-local", "pili-gate", None, false)).is_empty());
        for above in ["pili-media", "pili-local", "pili"] {
            assert_eq!(edges(&workspace("pili-gate", above, None, false)).len(), 1, "{above}");
        }
    }

    #[test]
    fn a_crate_that_the_table_does_not_know_may_depend_on_none_of_ours() {
        let found = edges(&workspace("pili-new", "pili-auth", None, false));
        assert_eq!(found, ["pili-new must not depend on pili-auth"]);
    }

    #[test]
    fn room_tokens_may_have_the_client_only_behind_a_feature() {
        assert!(edges(&workspace("pili-rtc", "pili-core", None, true)).is_empty());
        assert_eq!(edges(&workspace("pili-rtc", "pili-core", None, false)).len(), 1);
    }

    #[test]
    fn examples_of_the_umbrella_may_use_the_local_service_and_its_library_may_not() {
        assert!(edges(&workspace("pili", "pili-local", Some("dev"), false)).is_empty());
        assert_eq!(edges(&workspace("pili", "pili-local", None, false)).len(), 1);
    }

    #[test]
    fn a_runtime_below_a_pure_crate_is_named_with_the_crate() {
        let found = runtime_in("pili-urls", &Tree::parse("pili-urls v0.1.0\nhyper-util v0.1.0\n"));
        assert_eq!(found, ["pili-urls without features must not pull in hyper-util"]);
        assert!(runtime_in("pili-auth", &Tree::parse("rustls-pki-types v1.15.1\n")).is_empty());
        assert_eq!(
            runtime_in("pili-auth", &Tree::parse("rustls v0.23.0\nrustls-webpki v0.103.0\n")).len(),
            2
        );
    }

    #[test]
    fn a_duplicate_and_too_many_crates_are_two_problems() {
        let many: String = (0..=UMBRELLA_LIMIT).map(|n| format!("crate{n} v1.0.0\n")).collect();
        assert_eq!(weight(&Tree::parse(&many)).len(), 1);
        assert_eq!(weight(&Tree::parse(&format!("{many}crate0 v2.0.0\n"))).len(), 2);
    }
}
