//! Fan-out beside nginx-rtmp: `docs/benchmarks.md` holds what was seen last.

use std::path::Path;

use xshell::{Shell, cmd};

use crate::{Result, metadata::Metadata, programs};

const PAGE: &str = "docs/benchmarks.md";
const BEGIN: &str = "<!-- fan-out: written by `cargo xtask bench fanout` -->\n";
const END: &str = "<!-- end of fan-out -->";
/// Where Debian puts it.
const MODULE: &str = "/usr/lib/nginx/modules/ngx_rtmp_module.so";

/// Measures both servers, and writes the page. The arguments are those of `fanout compare`.
pub(super) fn run(sh: &Shell, arguments: &[String]) -> Result {
    nginx(sh)?;
    cmd!(sh, "cargo build --release -p pili-cli -p pili-conformance --bin pili --bin fanout").run()?;
    let programs = Path::new(&Metadata::read(sh)?.target_directory).join("release");
    let _pili = sh.push_env("PILI_BIN", programs.join("pili"));
    let fanout = programs.join("fanout");
    let seen = cmd!(sh, "{fanout} compare {arguments...}").read()?;
    println!("{seen}");
    sh.write_file(PAGE, with(&sh.read_file(PAGE)?, &seen)?)?;
    Ok(())
}

fn nginx(sh: &Shell) -> Result {
    let packages = ["nginx", "libnginx-mod-rtmp"];
    if !sh.path_exists(MODULE) {
        programs::install(sh, &packages)?;
    }
    programs::program(sh, "nginx", "-v", &packages)
}

/// The page with what was seen between its marks.
fn with(page: &str, seen: &str) -> Result<String> {
    let parts = page.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let (before, after) = parts.ok_or_else(|| format!("{PAGE} has no place for it: {BEGIN}"))?;
    Ok(format!("{before}{BEGIN}\n{}\n\n{END}{after}", seen.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_takes_the_place_of_what_was_seen_before() {
        let page = format!("# Figures\n\n{BEGIN}old\n{END}\n\nmore\n");
        let new = with(&page, "| new |\n").unwrap();
        assert_eq!(new, format!("# Figures\n\n{BEGIN}\n| new |\n\n{END}\n\nmore\n"));
        assert_eq!(with(&new, "| new |\n").unwrap(), new);
    }

    #[test]
    fn a_page_without_a_place_for_it_is_not_overwritten() {
        assert!(with("# Figures\n", "| new |").is_err());
    }
}
