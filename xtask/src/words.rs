//! The agreement on names, as far as a machine can hold it: an operation's type, the method that builds it and its
//! name in traces belong together (`docs/architecture.md`, "Words and agreements").

mod operation;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use xshell::Shell;

use crate::{Result, problems};

use operation::Operation;

/// The crates that hold operations, and how the names of theirs begin.
const PRODUCTS: &[(&str, &[&str])] = &[
    ("pili-live", &["pili", "pili1", "first", "pub"]),
    ("pili-rtc", &["rtc", "rtc2"]),
    ("pili-oss", &["oss"]),
    ("pili-opentok", &["opentok"]),
];

pub(crate) fn check(sh: &Shell) -> Result {
    let mut found = Vec::new();
    let mut count = 0;
    for (krate, products) in PRODUCTS {
        let root = sh.current_dir().join("crates").join(krate).join("src");
        for file in sources(&root)? {
            let text = std::fs::read_to_string(&file)?;
            let place = file.strip_prefix(&root)?;
            for operation in operation::all_in(&text) {
                count += 1;
                found.extend(wrong(&operation, place, &text, products).map(|why| format!("{krate}: {why}")));
            }
        }
    }
    println!("{count} operations by name");
    problems::none("words do not agree", &found)
}

/// The names of all operations, those too that name themselves through a constant of their noun.
pub(crate) fn names(sh: &Shell) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for (krate, products) in PRODUCTS {
        for file in sources(&sh.current_dir().join("crates").join(krate).join("src"))? {
            let text = std::fs::read_to_string(&file)?;
            let of = operation::names_in(&text);
            names.extend(of.filter(|name| products.contains(&name.split('.').next().unwrap_or_default())));
        }
    }
    Ok(names)
}

/// What does not agree in an operation that names itself in one literal.
fn wrong(operation: &Operation, place: &Path, text: &str, products: &[&str]) -> Option<String> {
    let Operation { kind, name } = operation;
    let parts: Vec<&str> = name.split('.').collect();
    let [product, noun, method] = parts[..] else {
        return Some(format!("{name} is not product.noun.method"));
    };
    if !products.contains(&product) {
        return Some(format!("{name} begins with none of {}", products.join(", ")));
    }
    if method != operation::snake_case(kind) {
        return Some(format!("{name} is built as {kind}: one of the two is wrong"));
    }
    if !is_below(place, noun, product) {
        return Some(format!("{name} stands in {}, which is no place of `{noun}`", place.display()));
    }
    let builds = |builder: &str| text.contains(&format!("fn {builder}"));
    (method != "list" && !builds(method) && !builds(&format!("{method}_{noun}")))
        .then(|| format!("{name} is built by no method `{method}` beside it"))
}

/// Whether a file is the noun's, or in a folder of it, or in one of a generation that has one noun.
fn is_below(place: &Path, noun: &str, product: &str) -> bool {
    let mut parts = place.iter().filter_map(|part| Path::new(part).file_stem()?.to_str());
    let generation = match product {
        "pili1" => "v1",
        "first" => "first",
        "rtc2" => "rooms",
        _ => noun,
    };
    parts.any(|part| part == noun || part == generation)
}

fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(sources(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kind: &str, name: &str, place: &str, text: &str) -> Option<String> {
        let operation = Operation { kind: kind.to_owned(), name: name.to_owned() };
        wrong(&operation, Path::new(place), text, &["pili", "pili1"])
    }

    #[test]
    fn type_method_name_and_place_that_agree_pass() {
        assert_eq!(told("SaveAs", "pili.stream.save_as", "stream/save_as.rs", "pub fn save_as(&self)"), None);
        assert_eq!(told("List", "pili.stream.list", "stream/list.rs", ""), None);
        assert_eq!(told("Info", "pili1.stream.info", "v1/info.rs", "pub fn info(&self)"), None);
        assert_eq!(told("Create", "pili.stream.create", "stream.rs", "pub fn create_stream(&self)"), None);
    }

    #[test]
    fn each_disagreement_is_told() {
        let why = |kind, name, place, text| told(kind, name, place, text).unwrap();
        assert!(
            why("Info", "pili.stream.get", "stream/info.rs", "fn info").contains("one of the two is wrong")
        );
        assert!(why("Info", "oss.stream.info", "stream/info.rs", "fn info").contains("begins with none of"));
        assert!(why("Info", "pili.stream.info", "hub/info.rs", "fn info").contains("no place of `stream`"));
        assert!(why("Info", "pili.stream.info", "stream/info.rs", "fn about").contains("no method `info`"));
        assert!(why("Info", "pili.info", "stream/info.rs", "fn info").contains("product.noun.method"));
    }
}
