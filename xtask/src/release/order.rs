//! In which order crates are published: those first that others depend on.

use std::collections::BTreeMap;

use crate::Result;
use crate::metadata::{Metadata, Package};

pub(super) fn of(metadata: &Metadata) -> Result<Vec<String>> {
    let published = metadata.ours().filter(|package| package.published);
    let mut left: BTreeMap<&str, &Package> =
        published.map(|package| (package.name.as_str(), package)).collect();
    let mut order = Vec::new();
    while !left.is_empty() {
        let next = left.values().find(|package| !waits(package, &left)).map(|package| package.name.as_str());
        let next = next.ok_or_else(|| format!("a circle among {:?}", left.keys()))?;
        left.remove(next);
        order.push(next.to_owned());
    }
    Ok(order)
}

/// Cargo leaves dependencies of tests out of what it publishes, if they have no version, and otherwise not.
fn waits(package: &Package, left: &BTreeMap<&str, &Package>) -> bool {
    let mut needed = package.dependencies.iter().map(|dependency| dependency.name.as_str());
    needed.any(|name| name != package.name && left.contains_key(name))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn order(edges: &[(&str, &[&str])]) -> Result<Vec<String>> {
        let packages: Vec<Value> = edges
            .iter()
            .map(|(name, needs)| {
                let needs: Vec<Value> = needs.iter().map(|name| json!({ "name": name })).collect();
                json!({ "name": name, "features": {}, "dependencies": needs })
            })
            .collect();
        of(&Metadata::parse(&json!({ "packages": packages })))
    }

    #[test]
    fn whatever_others_need_comes_first() {
        let order = order(&[("cli", &["local", "clap"]), ("local", &["core"]), ("core", &[])]).unwrap();
        assert_eq!(order, ["core", "local", "cli"]);
    }

    #[test]
    fn a_circle_is_an_error() {
        assert!(order(&[("a", &["b"]), ("b", &["a"])]).unwrap_err().to_string().starts_with("a circle"));
    }
}
