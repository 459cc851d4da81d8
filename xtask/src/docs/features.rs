//! Tables of features, which must list what the manifests list.
//!
//! Two shapes are checked: `| crate | features … |`, a row per crate, and `| feature | … |`, a row per feature of
//! the crate that the heading above names in backticks (`pili` when it names none). Defaults are bold if the
//! head of the table says so. A remark goes in brackets or after a semicolon.

use std::collections::BTreeSet;

use crate::metadata::{Metadata, Package};

use super::markdown::{cells, prose, quoted};

pub(super) fn differences(metadata: &Metadata, text: &str) -> Vec<String> {
    let rows = rows(metadata, text);
    let package = |name: &str| metadata.ours().find(|package| package.name == name);
    rows.iter().filter_map(|row| row.difference(package(&row.name))).collect()
}

/// What a page says of one crate.
#[derive(Debug, Default)]
struct Row {
    name: String,
    features: BTreeSet<String>,
    /// `None` where the page does not mark them.
    defaults: Option<BTreeSet<String>>,
}

impl Row {
    fn difference(&self, package: Option<&Package>) -> Option<String> {
        let Some(package) = package else {
            return Some(format!("no crate {}", self.name));
        };
        let compare = |what: &str, said: &BTreeSet<String>, real: BTreeSet<&str>| {
            let said: BTreeSet<&str> = said.iter().map(String::as_str).collect();
            (said != real).then(|| format!("{}: {what} are {real:?}, the page says {said:?}", self.name))
        };
        let defaults = self.defaults.as_ref();
        compare("features", &self.features, package.feature_names())
            .or_else(|| defaults.and_then(|said| compare("defaults", said, package.default_features())))
    }

    fn add(&mut self, text: &str, bold: bool) {
        self.features.extend(quoted(text).map(str::to_owned));
        if bold {
            let marked = text.split("**").skip(1).step_by(2).flat_map(quoted).map(str::to_owned);
            self.defaults.get_or_insert_default().extend(marked);
        }
    }
}

enum Table {
    PerCrate { bold: bool },
    PerFeature { bold: bool },
    Other,
}

impl Table {
    fn of(head: &[&str]) -> Self {
        let bold = head.iter().any(|cell| cell.contains("bold"));
        match head {
            [first, second, ..] if *first == "crate" && second.starts_with("features") => {
                Self::PerCrate { bold }
            }
            [first, ..] if *first == "feature" || first.starts_with("feature ") => Self::PerFeature { bold },
            _ => Self::Other,
        }
    }
}

fn rows(metadata: &Metadata, text: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut table: Option<Table> = None;
    let mut subject = "pili".to_owned();
    for line in prose(text) {
        if line.starts_with('#') {
            let named = quoted(line).find(|word| metadata.ours().any(|package| package.name == *word));
            subject = named.unwrap_or("pili").to_owned();
        }
        let Some(cells) = cells(line) else {
            table = None;
            continue;
        };
        match &table {
            None => {
                let new = Table::of(&cells);
                if matches!(new, Table::PerFeature { .. }) {
                    rows.push(Row { name: subject.clone(), ..Row::default() });
                }
                table = Some(new);
            }
            Some(_) if cells.iter().all(|cell| cell.starts_with(['-', ':'])) => {}
            Some(Table::PerCrate { bold }) => rows.extend(per_crate(&cells, *bold)),
            Some(Table::PerFeature { bold }) => {
                rows.iter_mut().next_back().into_iter().for_each(|row| row.add(cells[0], *bold))
            }
            Some(Table::Other) => {}
        }
    }
    rows
}

/// `| pili-auth, pili-urls | none |`: one row may speak of several crates.
fn per_crate(cells: &[&str], bold: bool) -> Vec<Row> {
    let [names, features, ..] = cells else {
        return Vec::new();
    };
    let features = without_remarks(features);
    let row = |name: &str| {
        let mut row = Row { name: name.trim_matches('`').to_owned(), ..Row::default() };
        row.add(&features, bold);
        row
    };
    names.split(", ").map(row).collect()
}

fn without_remarks(text: &str) -> String {
    let mut depth = 0_usize;
    let outside = text.chars().filter(|c| {
        depth += usize::from(*c == '(');
        let keep = depth == 0;
        depth -= usize::from(*c == ')' && depth > 0);
        keep
    });
    outside.take_while(|c| *c != ';').collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn differences_in(text: &str) -> Vec<String> {
        let core =
            json!({ "name": "pili-core", "features": { "default": ["tls"], "tls": ["hyper"], "hyper": [] } });
        let pili = json!({ "name": "pili", "features": { "default": ["live"], "live": [], "oss": [] } });
        let auth = json!({ "name": "pili-auth", "features": {} });
        differences(&Metadata::parse(&json!({ "packages": [core, pili, auth] })), text)
    }

    #[test]
    fn a_table_of_crates_that_equals_the_manifests_passes() {
        let text = "| crate | features (default in bold) |\n|---|---|\n| pili-auth | none |\n\
                    | `pili-core` | `hyper` (over TCP), **`tls`** (implies `hyper`; ring); with `more` remarks |\n";
        assert_eq!(differences_in(text), [""; 0]);
    }

    #[test]
    fn a_feature_too_few_and_a_wrong_default_are_told_with_both_sides() {
        let head = "| crate | features (default in bold) |\n|---|---|\n";
        let missing = differences_in(&format!("{head}| pili-core | **`tls`** |\n"));
        assert!(missing[0].contains(r#"{"hyper", "tls"}, the page says {"tls"}"#), "{missing:?}");
        let wrong = differences_in(&format!("{head}| pili-core | **`hyper`**, `tls` |\n"));
        assert!(wrong[0].contains("defaults"), "{wrong:?}");
    }

    #[test]
    fn a_table_of_features_is_of_the_crate_in_the_heading_or_of_the_umbrella() {
        let table = "| feature | brings |\n|---|---|\n| `live` | hubs |\n| `oss` | channels |\n";
        assert_eq!(differences_in(table), [""; 0]);
        assert_eq!(differences_in(&format!("## Features of `pili-core`\n\n{table}")).len(), 1);
    }

    #[test]
    fn other_tables_are_left_alone() {
        assert_eq!(differences_in("| crate | purpose |\n|---|---|\n| nothing | `none` |\n"), [""; 0]);
    }

    #[test]
    fn a_crate_that_is_not_there_is_named() {
        assert_eq!(
            differences_in("| crate | features |\n|---|---|\n| pili-x | none |\n"),
            ["no crate pili-x"]
        );
    }
}
