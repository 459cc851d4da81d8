//! The parts of `cargo metadata` that the checks read.

mod manifest;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use xshell::{Shell, cmd};

use crate::Result;

pub(crate) use manifest::Manifest;

#[derive(Debug)]
pub(crate) struct Metadata {
    pub(crate) packages: Vec<Package>,
    pub(crate) target_directory: String,
}

#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) license: Option<String>,
    /// `None` for a crate of this workspace.
    pub(crate) source: Option<String>,
    pub(crate) rust_version: Option<String>,
    pub(crate) published: bool,
    pub(crate) features: BTreeMap<String, Vec<String>>,
    /// As declared in the manifest, whether a feature turns them on or not.
    pub(crate) dependencies: Vec<Dependency>,
    /// Ids of the packages that this one is built with, all features on, tests left out.
    pub(crate) resolved: Vec<String>,
    pub(crate) targets: Vec<Target>,
    pub(crate) manifest: Manifest,
}

#[derive(Debug)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    pub(crate) dev: bool,
    pub(crate) optional: bool,
}

#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) name: String,
    pub(crate) kind: String,
    /// Where its source is.
    pub(crate) source: String,
}

impl Metadata {
    pub(crate) fn read(sh: &Shell) -> Result<Self> {
        let json = cmd!(sh, "cargo metadata --format-version 1 --all-features").quiet().read()?;
        Ok(Self::parse(&serde_json::from_str(&json)?))
    }

    pub(crate) fn parse(json: &Value) -> Self {
        let resolved = resolved(&json["resolve"]["nodes"]);
        let packages = list(&json["packages"]).map(|package| Package::parse(package, &resolved)).collect();
        Self { packages, target_directory: text(&json["target_directory"]) }
    }

    /// The crates of this workspace.
    pub(crate) fn ours(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| package.source.is_none())
    }

    /// Those of them that others depend on.
    pub(crate) fn libraries(&self) -> impl Iterator<Item = &Package> {
        self.ours().filter(|package| package.published && package.has("lib"))
    }

    /// Everything a package is built with, all features on, for any platform; itself included.
    pub(crate) fn closure<'a>(&'a self, package: &'a Package) -> Vec<&'a Package> {
        let by_id: BTreeMap<&str, &Package> = self.packages.iter().map(|p| (p.id.as_str(), p)).collect();
        let mut found = BTreeMap::new();
        let mut open = vec![package];
        while let Some(package) = open.pop() {
            if found.insert(package.id.as_str(), package).is_none() {
                open.extend(package.resolved.iter().filter_map(|id| by_id.get(id.as_str())));
            }
        }
        found.into_values().collect()
    }
}

impl Package {
    fn parse(json: &Value, resolved: &BTreeMap<String, Vec<String>>) -> Self {
        let id = text(&json["id"]);
        Self {
            resolved: resolved.get(&id).cloned().unwrap_or_default(),
            id,
            name: text(&json["name"]),
            version: text(&json["version"]),
            license: optional(&json["license"]),
            source: optional(&json["source"]),
            rust_version: optional(&json["rust_version"]),
            published: json["publish"] != serde_json::json!([]),
            features: features(&json["features"]),
            dependencies: list(&json["dependencies"]).map(Dependency::parse).collect(),
            targets: list(&json["targets"]).map(Target::parse).collect(),
            manifest: Manifest::parse(json),
        }
    }

    pub(crate) fn has(&self, kind: &str) -> bool {
        self.targets.iter().any(|target| target.kind == kind)
    }

    /// The names of its features, without `default`.
    pub(crate) fn feature_names(&self) -> BTreeSet<&str> {
        let told = |name: &&str| *name != "default" && !name.starts_with("__");
        self.features.keys().map(String::as_str).filter(told).collect()
    }

    /// The features that its manifest lists under `default`.
    pub(crate) fn default_features(&self) -> BTreeSet<&str> {
        self.features.get("default").into_iter().flatten().map(String::as_str).collect()
    }
}

impl Dependency {
    fn parse(json: &Value) -> Self {
        Self {
            name: text(&json["name"]),
            dev: json["kind"] == "dev",
            optional: json["optional"].as_bool().unwrap_or_default(),
        }
    }
}

impl Target {
    fn parse(json: &Value) -> Self {
        Self { name: text(&json["name"]), kind: text(&json["kind"][0]), source: text(&json["src_path"]) }
    }
}

/// Package id to the ids it is built with.
fn resolved(nodes: &Value) -> BTreeMap<String, Vec<String>> {
    let needed = |dep: &&Value| list(&dep["dep_kinds"]).any(|kind| kind["kind"] != "dev");
    list(nodes)
        .map(|node| {
            (text(&node["id"]), list(&node["deps"]).filter(needed).map(|dep| text(&dep["pkg"])).collect())
        })
        .collect()
}

fn features(json: &Value) -> BTreeMap<String, Vec<String>> {
    let entries = json.as_object().into_iter().flatten();
    entries.map(|(name, implied)| (name.clone(), list(implied).map(text).collect())).collect()
}

fn list(json: &Value) -> impl Iterator<Item = &Value> {
    json.as_array().into_iter().flatten()
}

fn text(json: &Value) -> String {
    optional(json).unwrap_or_default()
}

fn optional(json: &Value) -> Option<String> {
    json.as_str().map(str::to_owned)
}
