//! What calls come to under faults: `pili-conformance` plays them, `docs/faults.md` is what it prints.

use std::path::Path;

use xshell::{Shell, cmd};

use crate::{Result, built, problems};

const PAGE: &str = "docs/faults.md";

/// Prints the page and writes it, unless a call broke a rule.
pub(crate) fn run(sh: &Shell, _: &[String]) -> Result {
    let page = play(sh)?;
    print!("{page}");
    Ok(sh.write_file(PAGE, page)?)
}

/// Every call keeps the rules, and the page says what it came to.
pub(crate) fn check(sh: &Shell) -> Result {
    let page = play(sh)?;
    let kept = if sh.path_exists(Path::new(PAGE)) { sh.read_file(PAGE)? } else { String::new() };
    problems::none(&format!("{PAGE} is not current: run `cargo xtask faults`"), &differing(&kept, &page))
}

fn play(sh: &Shell) -> Result<String> {
    let program = built::programs(sh)?.join(built::file("fault-matrix"));
    let output = cmd!(sh, "{program}").ignore_status().output()?;
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    if !output.status.success() {
        return Err("a call broke a rule, or the faults could not be played".into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The lines that only one of them has.
fn differing(kept: &str, page: &str) -> Vec<String> {
    let only_in = |one: &str, other: &str, mark: &str| -> Vec<String> {
        let gone = one.lines().filter(|line| !other.lines().any(|there| there == *line));
        gone.map(|line| format!("{mark} {line}")).collect()
    };
    let found = [only_in(kept, page, "-"), only_in(page, kept, "+")].concat();
    if found.is_empty() && kept != page { vec!["the order of its lines".to_owned()] } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_page_is_current_and_another_is_told_by_its_lines() {
        assert!(differing("a\nb\n", "a\nb\n").is_empty());
        assert_eq!(differing("a\nb\n", "a\nc\n"), ["- b", "+ c"]);
        assert_eq!(differing("a\nb\n", "b\na\n").len(), 1);
    }
}
