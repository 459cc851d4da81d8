//! Benchmarks of every crate that has some, and of the servers beside another's.

mod fanout;

use xshell::{Shell, cmd};

use crate::Result;
use crate::metadata::Metadata;

pub(crate) fn run(sh: &Shell, arguments: &[String]) -> Result {
    match arguments.split_first() {
        Some((name, rest)) if name == "fanout" => fanout::run(sh, rest),
        _ => crates(sh, arguments),
    }
}

fn crates(sh: &Shell, names: &[String]) -> Result {
    let metadata = Metadata::read(sh)?;
    let wanted = |name: &String| names.is_empty() || names.contains(name);
    for package in metadata.ours().filter(|package| wanted(&package.name)) {
        for bench in package.targets.iter().filter(|target| target.kind == "bench") {
            let (package, bench) = (&package.name, &bench.name);
            cmd!(sh, "cargo bench --all-features -p {package} --bench {bench}").run()?;
        }
    }
    Ok(())
}
