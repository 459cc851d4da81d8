//! `docs/benchmarks.md`: a page written by hand, with places for what is measured.

use xshell::{Shell, cmd};

use super::figures::Row;
use crate::Result;

const PAGE: &str = "docs/benchmarks.md";

const HEAD: &str = "| work | ours | allocations | by hand | ratio | peers |\n|---|---|---|---|---|---|\n";

/// A row of the table.
pub(super) fn line(time: &Row, count: &Row, backend: &str, by_hand: &str) -> Option<String> {
    let (ours, reference) = (time.ours()?, time.named(by_hand).or_else(|| time.named("by hand"))?);
    let peers = time
        .contestants
        .iter()
        .filter(|other| !["ours", reference.name.as_str()].contains(&other.name.as_str()));
    let peers: Vec<_> = peers.map(|peer| format!("{} {}", peer.name, duration(peer.median()))).collect();
    let work = if backend == "ring" { time.name.clone() } else { format!("{}, with RustCrypto", time.name) };
    let waits = if time.is_wall_time { " (wall)" } else { "" };
    Some(format!(
        "| {work}{waits} | {} | {:.0} | {} | {} | {} |",
        duration(ours.median()),
        count.ours()?.median(),
        duration(reference.median()),
        ours.over(reference),
        peers.join("; "),
    ))
}

fn duration(nanoseconds: f64) -> String {
    match nanoseconds {
        ns if ns < 1e3 => format!("{ns:.0} ns"),
        ns if ns < 1e6 => format!("{:.1} µs", ns / 1e3),
        ns => format!("{:.0} ms", ns / 1e6),
    }
}

pub(super) fn write_figures(sh: &Shell, lines: &[String], memory: &str) -> Result {
    write(sh, "figures", &format!("{}\n{HEAD}{}\n\n{memory}", machine(sh)?, lines.join("\n")))
}

/// Writes what was seen into the place of this name.
pub(super) fn write(sh: &Shell, name: &str, text: &str) -> Result {
    Ok(sh.write_file(PAGE, with(&sh.read_file(PAGE)?, name, text)?)?)
}

fn machine(sh: &Shell) -> Result<String> {
    let compiler = cmd!(sh, "rustc --version").quiet().read()?;
    let facts = sh.read_file("/proc/cpuinfo").unwrap_or_default();
    let fact = |name: &str| {
        let line = facts.lines().find(|line| line.starts_with(name))?;
        line.split_once(':').map(|(_, value)| value.trim().to_owned())
    };
    let model = fact("model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let knows_sha = fact("flags").is_some_and(|flags| flags.split(' ').any(|flag| flag == "sha_ni"));
    let sha = if knows_sha { "with" } else { "without" };
    let cores = std::thread::available_parallelism()?;
    Ok(format!(
        "{model}, {cores} cores, {sha} instructions for SHA; {compiler}, the profile `release` as it is by default.\n"
    ))
}

/// The page with this text between the marks of its place, `<!-- NAME: … -->` and `<!-- end of NAME -->`.
fn with(page: &str, name: &str, text: &str) -> Result<String> {
    let (begin, end) = (format!("<!-- {name}: "), format!("<!-- end of {name} -->"));
    let parts = page.split_once(&begin).and_then(|(before, rest)| {
        let (mark, rest) = rest.split_once('\n')?;
        Some((before, mark, rest.split_once(&end)?.1))
    });
    let (before, mark, after) = parts.ok_or_else(|| format!("{PAGE} has no place for it: {begin}"))?;
    Ok(format!("{before}{begin}{mark}\n\n{}\n\n{end}{after}", text.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_takes_the_place_of_what_was_seen_before_and_leaves_the_rest() {
        let page = "# Page\n\n<!-- one: by -->\nold\n<!-- end of one -->\n\n<!-- two: by -->\nkept\n";
        let new = with(page, "one", "| new |\n").unwrap();
        let expected = page.replace("old", "\n| new |\n");
        assert_eq!(new, expected);
        assert_eq!(with(&new, "one", "| new |\n").unwrap(), new);
    }

    #[test]
    fn a_page_without_a_place_for_it_is_not_overwritten() {
        assert!(with("# Page\n", "one", "| new |").is_err());
    }
}
