//! Figures: what our work costs beside the same by hand and beside peers, the benchmarks that crates have of their own,
//! and the servers beside another's. `docs/benchmarks.md` is written of them.

mod compare;
mod fanout;
mod figures;
mod page;
mod weight;

use xshell::{Shell, cmd};

use crate::Result;
use crate::metadata::Metadata;

/// The groups of rows that `xtask/bench` measures.
const GROUPS: &[&str] = &["sign", "url", "token", "decode", "call", "list"];

/// How many crates there are, and how long they take to build.
const WEIGHT: &str = "weight";

pub(crate) fn run(sh: &Shell, arguments: &[String]) -> Result {
    match arguments {
        [name, rest @ ..] if name == "fanout" => fanout::run(sh, rest),
        [name] if name == "gate" => measure(sh, &["pili-gate".to_owned()]),
        [option, revision, names @ ..] if option == "--compare" => compare::run(sh, revision, &groups(names)),
        names => measure(sh, names),
    }
}

fn measure(sh: &Shell, names: &[String]) -> Result {
    let wanted = |name: &str| names.is_empty() || names.iter().any(|wanted| wanted == name);
    let groups = groups(names);
    if names.is_empty() || !groups.is_empty() {
        figures::measure(sh, &groups)?;
    }
    if wanted(WEIGHT) {
        weight::measure(sh)?;
    }
    let metadata = Metadata::read(sh)?;
    for package in metadata.ours().filter(|package| wanted(&package.name)) {
        for bench in package.targets.iter().filter(|target| target.kind == "bench") {
            let (package, bench) = (&package.name, &bench.name);
            cmd!(sh, "cargo bench --all-features -p {package} --bench {bench}").run()?;
        }
    }
    Ok(())
}

fn groups(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).filter(|name| GROUPS.contains(name)).collect()
}
