//! What suites need beside Rust, installed on the spot. What cannot be had fails; nothing is skipped.

use std::path::{Path, PathBuf};

use xshell::{Shell, cmd};

use crate::Result;

use super::suites::Suite;

const NODE_PACKAGES: &str = "crates/pili-conformance/sdk/node";
const PYTHON_PACKAGES: &str = "crates/pili-conformance/sdk/python";

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Need {
    /// `ffmpeg` and `ffprobe`.
    Ffmpeg,
    Chromium,
    /// Node with the packages locked in `sdk/node/package-lock.json`.
    Node,
    /// A virtual environment with the packages of `sdk/python/<name>.txt`: one for each name.
    Python(&'static str),
}

pub(super) fn install(sh: &Shell, suites: &[&Suite], target: &Path) -> Result {
    for need in distinct(suites) {
        match need {
            Need::Ffmpeg => program(sh, "ffmpeg", "-version", &["ffmpeg"])?,
            Need::Chromium => program(sh, "chromium", "--version", &["chromium"])?,
            Need::Node => node(sh)?,
            Need::Python(packages) => python(sh, target, packages)?,
        }
    }
    Ok(())
}

/// Where the virtual environment of a suite keeps its programs, if it has one.
pub(super) fn venv_programs(suite: &Suite, target: &Path) -> Option<PathBuf> {
    suite.needs.iter().find_map(|need| match need {
        Need::Python(packages) => Some(programs(&venv(target, packages))),
        _ => None,
    })
}

fn programs(venv: &Path) -> PathBuf {
    venv.join(if cfg!(windows) { "Scripts" } else { "bin" })
}

fn venv(target: &Path, packages: &str) -> PathBuf {
    target.join("conformance").join("python").join(packages)
}

fn distinct(suites: &[&Suite]) -> Vec<Need> {
    let mut found = Vec::new();
    for need in suites.iter().flat_map(|suite| suite.needs) {
        if !found.contains(need) {
            found.push(*need);
        }
    }
    found
}

fn node(sh: &Shell) -> Result {
    program(sh, "npm", "--version", &["nodejs", "npm"])?;
    let _folder = sh.push_dir(NODE_PACKAGES);
    Ok(cmd!(sh, "npm ci --no-audit --no-fund").run()?)
}

fn python(sh: &Shell, target: &Path, packages: &str) -> Result {
    let venv = venv(target, packages);
    if !venv.exists() {
        cmd!(sh, "python3 -m venv {venv}").run()?;
    }
    let python = programs(&venv).join("python");
    Ok(cmd!(sh, "{python} -m pip install --quiet -r {PYTHON_PACKAGES}/{packages}.txt").run()?)
}

/// Makes a program available, from the system's packages if it is not there.
fn program(sh: &Shell, name: &str, version: &str, packages: &[&str]) -> Result {
    let there = || cmd!(sh, "{name} {version}").quiet().ignore_stdout().ignore_stderr().run().is_ok();
    if there() {
        return Ok(());
    }
    apt(sh, packages).map_err(|error| format!("{name} is needed and could not be installed: {error}"))?;
    if there() { Ok(()) } else { Err(format!("{name} is needed and still does not run").into()) }
}

fn apt(sh: &Shell, packages: &[&str]) -> Result {
    let root = cmd!(sh, "id -u").quiet().read()? == "0";
    let apt = || if root { sh.cmd("apt-get") } else { sh.cmd("sudo").arg("apt-get") };
    let _silent = sh.push_env("DEBIAN_FRONTEND", "noninteractive");
    apt().args(["update", "--quiet"]).ignore_stdout().run()?;
    let install = apt().args(["install", "--yes", "--quiet", "--no-install-recommends"]);
    Ok(install.args(packages).ignore_stdout().run()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_suites_need_is_installed_once() {
        let one = Suite { name: "one", needs: &[Need::Node, Need::Ffmpeg], run: &["node"] };
        let two = Suite { name: "two", needs: &[Need::Node], run: &["node"] };
        assert_eq!(distinct(&[&one, &two]), [Need::Node, Need::Ffmpeg]);
    }

    #[test]
    fn suites_of_other_python_packages_have_other_programs() {
        let of = |needs| venv_programs(&Suite { name: "one", needs, run: &["python"] }, Path::new("target"));
        assert_ne!(of(&[Need::Python("new")]), of(&[Need::Python("old")]));
        assert_eq!(of(&[Need::Ffmpeg, Need::Python("new")]), of(&[Need::Python("new")]));
        assert_eq!(of(&[Need::Node]), None);
    }
}
