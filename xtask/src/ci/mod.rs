//! The jobs of CI, by the names that the hosted workflow uses.

mod bare;
mod cargo;
mod examples;

use std::time::Instant;

use xshell::Shell;

use crate::{
    Result, bounds, calls, conformance, deny, docs, faults, fuzz, layering, manifests, msrv, semver, words,
};

struct Job {
    name: &'static str,
    run: fn(&Shell) -> Result,
}

/// Quick ones first; what needs a built workspace last.
const JOBS: &[Job] = &[
    Job { name: "fmt", run: cargo::fmt },
    Job { name: "layering", run: layering::check },
    Job { name: "manifests", run: manifests::check },
    Job { name: "words", run: words::check },
    Job { name: "calls", run: calls::check },
    Job { name: "deny", run: deny::check },
    Job { name: "semver", run: semver::check },
    Job { name: "msrv", run: msrv::check },
    Job { name: "bounds", run: bounds::check },
    Job { name: "clippy", run: cargo::clippy },
    Job { name: "features", run: cargo::features },
    Job { name: "doc", run: cargo::doc },
    Job { name: "bare", run: bare::check },
    Job { name: "test", run: cargo::test },
    Job { name: "wasm", run: cargo::wasm },
    Job { name: "examples", run: examples::check },
    Job { name: "docs", run: docs::check },
    Job { name: "faults", run: faults::check },
    Job { name: "fuzz", run: fuzz::check },
    Job { name: "conformance", run: |sh| conformance::run(sh, &[]) },
];

pub(crate) fn names() -> Vec<&'static str> {
    JOBS.iter().map(|job| job.name).collect()
}

/// Runs the named jobs, or all, to the end; fails if one did.
pub(crate) fn run(sh: &Shell, names: &[String]) -> Result {
    let mut outcomes = Vec::new();
    for job in select(names)? {
        outcomes.push(timed(sh, job));
    }
    let failed = outcomes.iter().any(|(_, passed)| !passed);
    println!("\n{}", outcomes.into_iter().map(|(line, _)| line).collect::<Vec<_>>().join("\n"));
    if failed { Err("CI failed".into()) } else { Ok(()) }
}

fn select(names: &[String]) -> Result<Vec<&'static Job>> {
    if names.is_empty() {
        return Ok(JOBS.iter().collect());
    }
    let find = |name: &String| {
        JOBS.iter().find(|job| job.name == name).ok_or_else(|| format!("no job {name:?}").into())
    };
    names.iter().map(find).collect()
}

fn timed(sh: &Shell, job: &Job) -> (String, bool) {
    println!("\n==> {}", job.name);
    let started = Instant::now();
    let outcome = (job.run)(sh);
    if let Err(error) = &outcome {
        eprintln!("{error}");
    }
    let verdict = if outcome.is_ok() { "ok" } else { "FAILED" };
    let line = format!("{:<12} {verdict:<7} {:>7.1} s", job.name, started.elapsed().as_secs_f64());
    println!("<== {line}");
    (line, outcome.is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_selects_every_job_and_conformance_comes_last() {
        let jobs = select(&[]).unwrap();
        assert_eq!(jobs.len(), JOBS.len());
        assert_eq!(jobs.last().unwrap().name, "conformance");
    }

    #[test]
    fn an_unknown_job_is_refused_by_name() {
        let error = select(&["fmt".to_owned(), "fnt".to_owned()]).err().unwrap();
        assert_eq!(error.to_string(), "no job \"fnt\"");
    }

    #[test]
    fn the_hosted_workflow_runs_every_job() {
        let workflow = include_str!("../../../.github/workflows/ci.yml");
        for name in names() {
            let listed = workflow.contains(&format!("- {name}\n"));
            assert!(
                listed || workflow.contains(&format!("xtask ci {name}\n")),
                "{name} is not in the workflow"
            );
        }
    }
}
