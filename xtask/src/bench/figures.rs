//! Rows of contestants that do the same work, as `xtask/bench` prints them: a line of JSON each.

use serde_json::Value;
use xshell::{Shell, cmd};

use super::page;
use crate::Result;

/// Who we are, and what a row is a ratio to.
const OURS: &str = "ours";

/// The same bench built twice: with the default backend and with the other one.
const BACKENDS: &[(&str, &str)] = &[("ring", "by hand"), ("rustcrypto", "by hand, RustCrypto")];

/// What one contestant took in each round.
#[derive(Debug)]
pub(super) struct Contestant {
    pub(super) name: String,
    pub(super) taken: Vec<f64>,
}

#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) is_wall_time: bool,
    pub(super) contestants: Vec<Contestant>,
}

/// The middle of some ratios, and their ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spread {
    pub(super) least: f64,
    pub(super) median: f64,
    pub(super) most: f64,
}

pub(super) fn measure(sh: &Shell, groups: &[&str]) -> Result {
    let mut lines = Vec::new();
    for (backend, by_hand) in BACKENDS {
        let times = rows(&printed(sh, "time", backend, groups)?)?;
        let counts = rows(&printed(sh, "allocations", backend, groups)?)?;
        lines.extend(times.iter().zip(&counts).filter_map(|(time, count)| {
            let line = page::line(time, count, backend, by_hand)?;
            println!("{line}");
            Some(line)
        }));
    }
    // A page of some rows would have lost the others.
    if !groups.is_empty() {
        return Ok(());
    }
    let memory = printed(sh, "memory", "ring", &[])?;
    page::write_figures(sh, &lines, &memory)
}

fn printed(sh: &Shell, program: &str, backend: &str, groups: &[&str]) -> Result<String> {
    let of_backend = if backend == "ring" { vec![] } else { vec!["--features", backend] };
    // What the backend changes.
    let groups = if backend == "ring" || !groups.is_empty() { groups } else { &["sign", "url", "token"] };
    Ok(cmd!(
        sh,
        "cargo run --quiet --release --manifest-path xtask/bench/Cargo.toml --bin {program} {of_backend...} -- {groups...}"
    )
    .read()?)
}

/// Reads what the bench printed.
pub(super) fn rows(text: &str) -> Result<Vec<Row>> {
    text.lines().map(|line| Ok(Row::of(&serde_json::from_str(line)?))).collect()
}

impl Row {
    fn of(json: &Value) -> Self {
        let contestants = json["contestants"].as_array().into_iter().flatten();
        Self {
            name: json["row"].as_str().unwrap_or_default().to_owned(),
            is_wall_time: json["clock"] == "wall",
            contestants: contestants.map(Contestant::of).collect(),
        }
    }

    pub(super) fn ours(&self) -> Option<&Contestant> {
        self.named(OURS)
    }

    pub(super) fn named(&self, name: &str) -> Option<&Contestant> {
        self.contestants.iter().find(|contestant| contestant.name == name)
    }
}

impl Contestant {
    fn of(json: &Value) -> Self {
        let taken = if json["ns"].is_array() { &json["ns"] } else { &json["allocations"] };
        let taken = taken.as_array().into_iter().flatten().filter_map(Value::as_f64);
        Self { name: json["name"].as_str().unwrap_or_default().to_owned(), taken: taken.collect() }
    }

    pub(super) fn median(&self) -> f64 {
        Spread::of(self.taken.clone()).median
    }

    /// Round by round, so that what slowed one slowed both.
    pub(super) fn over(&self, other: &Self) -> Spread {
        Spread::of(self.taken.iter().zip(&other.taken).map(|(one, other)| one / other).collect())
    }
}

impl Spread {
    pub(super) fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let at = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
        Self { least: at(0), median: at(values.len() / 2), most: at(values.len().saturating_sub(1)) }
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { least, median, most } = self;
        write!(f, "**{median:.2}** ({least:.2} to {most:.2})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"row":"sign","clock":"processor","contestants":[{"name":"ours","ns":[4,9,2]},{"name":"by hand","ns":[2,3,2]}]}"#;

    #[test]
    fn a_ratio_is_taken_round_by_round_before_the_middle_is() {
        let rows = rows(TEXT).unwrap();
        let [row] = rows.as_slice() else { panic!("one row") };
        let ratio = row.ours().unwrap().over(row.named("by hand").unwrap());
        assert_eq!(ratio, Spread { least: 1.0, median: 2.0, most: 3.0 });
        assert_eq!(row.ours().unwrap().median(), 4.0);
        assert!(!row.is_wall_time);
    }
}
