//! The examples of the umbrella crate: each fits on a screen, and runs to its end.

use std::path::Path;
use std::time::{Duration, Instant};

use xshell::{Shell, cmd};

use crate::metadata::{Metadata, Target};
use crate::{Result, built, problems};

/// So many lines are read at once.
const MOST_LINES: usize = 59;

/// No example waits for anything but itself.
const LONGEST: Duration = Duration::from_secs(60);

pub(super) fn check(sh: &Shell) -> Result {
    let metadata = Metadata::read(sh)?;
    let umbrella = metadata.ours().filter(|package| package.name == "pili");
    let examples: Vec<&Target> =
        umbrella.flat_map(|package| &package.targets).filter(|target| target.kind == "example").collect();

    let mut found = Vec::new();
    for example in &examples {
        found.extend(too_long(&example.name, &sh.read_file(&example.source)?));
    }
    problems::none("examples that are too long", &found)?;

    let folder = built::programs(sh)?.join("examples");
    let failed: Vec<String> =
        examples.iter().filter_map(|example| failure(sh, &folder, &example.name)).collect();
    problems::none("examples that failed", &failed)
}

fn too_long(name: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    (lines > MOST_LINES).then(|| format!("{name} has {lines} lines, and should have {MOST_LINES} at most"))
}

fn failure(sh: &Shell, folder: &Path, name: &str) -> Option<String> {
    println!("\n--> {name}");
    let started = Instant::now();
    let program = folder.join(built::file(name));
    let outcome = cmd!(sh, "{program}").quiet().run();
    let took = started.elapsed();
    let late = (took > LONGEST).then(|| format!("it took {} s", took.as_secs()));
    let problem = outcome.err().map(|error| error.to_string()).or(late)?;
    Some(format!("{name}: {problem}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_that_does_not_fit_on_a_screen_is_named() {
        assert_eq!(too_long("short", &"x\n".repeat(59)), None);
        assert!(
            too_long("long", &"x\n".repeat(60)).is_some_and(|told| told.starts_with("long has 60 lines"))
        );
    }
}
