//! Fan-out beside nginx-rtmp: `docs/benchmarks.md` holds what was seen last.

use std::path::Path;

use xshell::{Shell, cmd};

use super::page;
use crate::{Result, metadata::Metadata, programs};

/// Where Debian puts it.
const MODULE: &str = "/usr/lib/nginx/modules/ngx_rtmp_module.so";

/// Measures both servers, and writes the page. The arguments are those of `fanout compare`.
pub(super) fn run(sh: &Shell, arguments: &[String]) -> Result {
    nginx(sh)?;
    cmd!(sh, "cargo build --profile bench -p pili-cli -p pili-conformance --bin pili --bin fanout").run()?;
    let programs = Path::new(&Metadata::read(sh)?.target_directory).join("release");
    let _pili = sh.push_env("PILI_BIN", programs.join("pili"));
    let fanout = programs.join("fanout");
    let seen = cmd!(sh, "{fanout} compare {arguments...}").read()?;
    println!("{seen}");
    page::write(sh, "fan-out", &seen)
}

fn nginx(sh: &Shell) -> Result {
    let packages = ["nginx", "libnginx-mod-rtmp"];
    if !sh.path_exists(MODULE) {
        programs::install(sh, &packages)?;
    }
    programs::program(sh, "nginx", "-v", &packages)
}
