//! That each crate tells the registry what it is, and docs.rs to show all of it.

use std::path::Path;

use xshell::Shell;

use crate::metadata::{Metadata, Package};
use crate::{Result, problems};

/// What makes docs.rs say at each item which feature it needs.
const BADGES: &str = "#![cfg_attr(docsrs, feature(doc_cfg))]";

pub(crate) fn check(sh: &Shell) -> Result {
    let metadata = Metadata::read(sh)?;
    let mut found = Vec::new();
    for package in metadata.ours().filter(|package| package.published) {
        let mut wrong = unsaid(package);
        if package.has("lib") {
            wrong.extend(unshown(package));
            let root = sh.read_file(Path::new(&package.manifest.path).with_file_name("src/lib.rs"))?;
            wrong.extend((!root.contains(BADGES)).then(|| format!("lib.rs lacks {BADGES}")));
        }
        found.extend(wrong.into_iter().map(|problem| format!("{}: {problem}", package.name)));
    }
    problems::none("manifests that say too little", &found)
}

/// What a page of the registry would lack.
fn unsaid(package: &Package) -> Vec<String> {
    let manifest = &package.manifest;
    let said = [
        ("description", manifest.description.is_some()),
        ("license", package.license.is_some()),
        ("repository", manifest.repository.is_some()),
        ("readme of its own", manifest.readme.as_deref() == Some("README.md")),
        ("one to five keywords", (1..=5).contains(&manifest.keywords.len())),
        ("one to five categories", (1..=5).contains(&manifest.categories.len())),
    ];
    said.into_iter().filter(|(_, is_said)| !is_said).map(|(what, _)| format!("no {what}")).collect()
}

/// What docs.rs would leave out. A feature that is no part of the interface is not shown, so a crate that has one names
/// the others.
fn unshown(package: &Package) -> Vec<String> {
    let (manifest, docs_rs) = (&package.manifest, &package.manifest.docs_rs);
    let told = package.feature_names();
    let named = docs_rs.features.iter().map(String::as_str).collect();
    let has_hidden = package.features.keys().any(|name| name.starts_with("__"));
    let shows_all = if has_hidden { !docs_rs.all_features && told == named } else { docs_rs.all_features };
    let said = [
        ("documentation", manifest.documentation == Some(format!("https://docs.rs/{}", package.name))),
        ("all features on docs.rs", shows_all),
        ("`--cfg docsrs` on docs.rs", docs_rs.arguments.join(" ") == "--cfg docsrs"),
    ];
    said.into_iter().filter(|(_, is_said)| !is_said).map(|(what, _)| format!("no {what}")).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn problems_of(features: Value, docs_rs: Value) -> Vec<String> {
        let package = json!({
            "name": "a", "description": "it is a", "license": "MIT", "repository": "https://r", "readme": "README.md",
            "documentation": "https://docs.rs/a", "keywords": ["a"], "categories": ["b"],
            "features": features, "metadata": { "docs": { "rs": docs_rs } },
        });
        let metadata = Metadata::parse(&json!({ "packages": [package] }));
        let package = &metadata.packages[0];
        unsaid(package).into_iter().chain(unshown(package)).collect()
    }

    #[test]
    fn a_crate_that_shows_all_its_features_passes() {
        let args = json!(["--cfg", "docsrs"]);
        let all = json!({ "all-features": true, "rustdoc-args": args });
        assert_eq!(problems_of(json!({ "tls": [] }), all), [""; 0]);
        let named = json!({ "features": ["tls"], "rustdoc-args": args });
        assert_eq!(problems_of(json!({ "tls": [], "__wire": [] }), named), [""; 0]);
    }

    #[test]
    fn a_feature_that_docs_rs_leaves_out_or_should_not_show_is_told() {
        let args = json!(["--cfg", "docsrs"]);
        let none = json!({ "rustdoc-args": args });
        assert_eq!(problems_of(json!({ "tls": [] }), none), ["no all features on docs.rs"]);
        let all = json!({ "all-features": true, "rustdoc-args": args });
        assert_eq!(problems_of(json!({ "tls": [], "__wire": [] }), all), ["no all features on docs.rs"]);
    }

    #[test]
    fn a_manifest_that_says_nothing_is_told_all_that_it_lacks() {
        let metadata = Metadata::parse(&json!({ "packages": [{ "name": "a", "features": {} }] }));
        assert_eq!(unsaid(&metadata.packages[0]).len(), 6);
    }
}
