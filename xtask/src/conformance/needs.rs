//! What suites need beside Rust, installed on the spot. What cannot be had fails; nothing is skipped.

use std::path::{Path, PathBuf};

use xshell::{Shell, cmd};

use crate::{Result, programs::program};

use super::suites::Suite;

const NODE_PACKAGES: &str = "crates/pili-conformance/sdk/node";
const PYTHON_PACKAGES: &str = "crates/pili-conformance/sdk/python";

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Need {
    /// `ffmpeg` and `ffprobe`.
    Ffmpeg,
    Chromium,
    /// `bash`, `zsh` and `fish`.
    Shells,
    Mandoc,
    /// nginx with nginx-rtmp, and `curl`.
    NginxRtmp,
    /// `redis-server` and `redis-cli`.
    Redis,
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
            Need::Shells => {
                ["bash", "zsh", "fish"]
                    .iter()
                    .try_for_each(|name| program(sh, name, "--version", &[name]))?;
            }
            // It knows no `--version`, but takes a page with nothing in it.
            Need::Mandoc => program(sh, "mandoc", "/dev/null", &["mandoc"])?,
            Need::NginxRtmp => {
                program(sh, "nginx", "-v", &["nginx", "libnginx-mod-rtmp"])?;
                program(sh, "find", "/usr/lib/nginx/modules/ngx_rtmp_module.so", &["libnginx-mod-rtmp"])?;
                program(sh, "curl", "--version", &["curl"])?;
            }
            Need::Redis => {
                program(sh, "redis-server", "--version", &["redis-server"])?;
                program(sh, "redis-cli", "--version", &["redis-tools"])?;
            }
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
