//! Runs `pili-conformance` and the vendors' own SDKs against what we build.

mod needs;
mod suites;

use std::path::{Path, PathBuf};
use std::time::Instant;

use xshell::{PushEnv, Shell};

use crate::metadata::Metadata;
use crate::{Result, built, problems};

use suites::{SUITES, Suite};

pub(crate) fn names() -> Vec<&'static str> {
    SUITES.iter().map(|suite| suite.name).collect()
}

/// Runs the named suites, or all, to the end; fails if one did.
pub(crate) fn run(sh: &Shell, names: &[String]) -> Result {
    let suites = select(names)?;
    let target = target_directory(sh)?;
    needs::install(sh, &suites, &target)?;
    let _path = with_programs(sh)?;
    let _pili = sh.push_env("PILI_BIN", target.join("debug").join(built::file("pili")));
    let failed: Vec<String> = suites.iter().filter_map(|suite| failure(sh, suite, &target)).collect();
    problems::none("suites that failed", &failed)
}

/// Builds our programs and examples and puts them first in `PATH`, as long as the answer lives.
pub(crate) fn with_programs(sh: &Shell) -> Result<PushEnv<'_>> {
    let programs = built::programs(sh)?;
    prepend_path(sh, [programs.clone(), programs.join("examples")])
}

fn select(names: &[String]) -> Result<Vec<&'static Suite>> {
    if names.is_empty() {
        return Ok(SUITES.iter().collect());
    }
    let find = |name: &String| {
        let suite = SUITES.iter().find(|suite| suite.name == name);
        suite.ok_or_else(|| format!("no suite {name:?}; there are: {}", self::names().join(", ")).into())
    };
    names.iter().map(find).collect()
}

fn failure(sh: &Shell, suite: &Suite, target: &Path) -> Option<String> {
    println!("\n--> {}", suite.name);
    let started = Instant::now();
    let outcome = run_one(sh, suite, target);
    println!("<-- {} in {:.1} s", suite.name, started.elapsed().as_secs_f64());
    outcome.err().map(|error| format!("{}: {error}", suite.name))
}

fn run_one(sh: &Shell, suite: &Suite, target: &Path) -> Result {
    let venv = needs::venv_programs(suite, target);
    let _venv = venv.map(|programs| prepend_path(sh, [programs])).transpose()?;
    Ok(suite.command(sh).run()?)
}

fn target_directory(sh: &Shell) -> Result<PathBuf> {
    Ok(Metadata::read(sh)?.target_directory.into())
}

fn prepend_path(sh: &Shell, folders: impl IntoIterator<Item = PathBuf>) -> Result<PushEnv<'_>> {
    let rest = sh.var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(folders.into_iter().chain(std::env::split_paths(&rest)))?;
    Ok(sh.push_env("PATH", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_suite_is_run_alone_and_an_unknown_one_is_refused() {
        assert_eq!(select(&["wire".to_owned()]).unwrap().len(), 1);
        let error = select(&["wires".to_owned()]).err().unwrap();
        assert!(error.to_string().starts_with("no suite \"wires\""));
    }

    #[test]
    fn every_suite_has_a_name_of_its_own_and_a_program() {
        let names: std::collections::BTreeSet<_> = names().into_iter().collect();
        assert_eq!(names.len(), SUITES.len());
        assert!(SUITES.iter().all(|suite| !suite.run.is_empty()));
    }
}
