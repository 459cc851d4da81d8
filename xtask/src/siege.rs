//! The local service under siege while a good stream plays: the siege of `pili-conformance`, with its report.

use xshell::{Shell, cmd};

use crate::{Result, conformance, metadata::Metadata};

/// The arguments are those of the program; see its `main.rs`.
pub(crate) fn run(sh: &Shell, arguments: &[String]) -> Result {
    let _path = conformance::with_programs(sh)?;
    let programs = std::path::Path::new(&Metadata::read(sh)?.target_directory).join("debug");
    let _pili = sh.push_env("PILI_BIN", programs.join(format!("pili{}", std::env::consts::EXE_SUFFIX)));
    Ok(cmd!(sh, "siege {arguments...}").run()?)
}
