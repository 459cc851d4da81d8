//! Programs of the system that a job needs, installed on the spot.

use xshell::{Shell, cmd};

use crate::Result;

/// Makes a program available, from the system's packages if it is not there.
pub(crate) fn program(sh: &Shell, name: &str, version: &str, packages: &[&str]) -> Result {
    let there = || cmd!(sh, "{name} {version}").quiet().ignore_stdout().ignore_stderr().run().is_ok();
    if there() {
        return Ok(());
    }
    install(sh, packages).map_err(|error| format!("{name} is needed and could not be installed: {error}"))?;
    if there() { Ok(()) } else { Err(format!("{name} is needed and still does not run").into()) }
}

/// Installs packages of the system.
pub(crate) fn install(sh: &Shell, packages: &[&str]) -> Result {
    let root = cmd!(sh, "id -u").quiet().read()? == "0";
    let apt = || if root { sh.cmd("apt-get") } else { sh.cmd("sudo").arg("apt-get") };
    let _silent = sh.push_env("DEBIAN_FRONTEND", "noninteractive");
    apt().args(["update", "--quiet"]).ignore_stdout().run()?;
    let install = apt().args(["install", "--yes", "--quiet", "--no-install-recommends"]);
    Ok(install.args(packages).ignore_stdout().run()?)
}
