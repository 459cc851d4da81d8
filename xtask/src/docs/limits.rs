//! `docs/limits.md` names every setting that bounds something, with the default that its documentation states.

use xshell::Shell;

use super::markdown::{cells, quoted};
use crate::Result;

const PAGE: &str = "docs/limits.md";

/// Where settings are, and how the page calls what they belong to.
const SOURCES: &[(&str, &str)] = &[
    ("Limits", "crates/pili-local/src/limits.rs"),
    ("media::Limits", "crates/pili-media/src/limits.rs"),
    ("ClientBuilder", "crates/pili-core/src/client/builder.rs"),
    ("ClientBuilder", "crates/pili-core/src/client/builder/pool.rs"),
];

/// A setting, and what its documentation says.
#[derive(Debug, PartialEq)]
struct Setting {
    name: String,
    says: String,
}

pub(super) fn differences(sh: &Shell) -> Result<Vec<String>> {
    let page = sh.read_file(PAGE)?;
    let mut known = Vec::new();
    for (owner, source) in SOURCES {
        known.extend(settings(owner, &sh.read_file(source)?));
    }
    let wrong = known.iter().filter_map(|setting| wrong(setting, &page));
    Ok(wrong.chain(gone(&known, &page)).map(|problem| format!("{PAGE}: {problem}")).collect())
}

/// What the page says can be set, and cannot.
fn gone(known: &[Setting], page: &str) -> Vec<String> {
    let is_of = |name: &str, owner: &str| name.strip_prefix(owner).is_some_and(|rest| rest.starts_with("::"));
    let names = page.lines().filter_map(cells).filter_map(|row| row.get(2).copied()).flat_map(quoted);
    let names = names.filter(|name| SOURCES.iter().any(|(owner, _)| is_of(name, owner)));
    let gone = names.filter(|name| known.iter().all(|setting| setting.name != *name));
    gone.map(|name| format!("`{name}` is no setting")).collect()
}

fn wrong(setting: &Setting, page: &str) -> Option<String> {
    let Setting { name, says } = setting;
    let row = page
        .lines()
        .filter_map(cells)
        .find(|row| row.get(2).is_some_and(|how| quoted(how).any(|quoted| quoted == name)));
    match row.and_then(|row| row.get(1).copied()) {
        None => Some(format!("`{name}` has no row")),
        Some(default) if says.contains(default) => None,
        Some(default) => Some(format!("`{name}` is {default} here, and in the code: {says}")),
    }
}

/// Fields, and setters with a default: what is public and documented with a figure.
fn settings(owner: &str, source: &str) -> Vec<Setting> {
    let mut says = Vec::new();
    let mut found = Vec::new();
    for line in source.lines().map(str::trim) {
        match line.strip_prefix("///") {
            Some(text) => says.push(text.trim()),
            None => found.extend(setting(owner, line, &std::mem::take(&mut says).join(" "))),
        }
    }
    found
}

fn setting(owner: &str, line: &str, says: &str) -> Option<Setting> {
    let rest = line.strip_prefix("pub ")?;
    let name = match rest.strip_prefix("fn ") {
        Some(setter) => setter.split(['(', '<']).next().filter(|_| says.contains("by default"))?,
        None => rest
            .split_once(": ")
            .map(|(name, _)| name)
            .filter(|_| says.contains(|c: char| c.is_ascii_digit()))?,
    };
    Some(Setting { name: format!("{owner}::{name}"), says: says.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "/// Bytes of a head: 64 KiB;\n/// at least 8.\npub head: usize,\n/// Others.\npub media: Media,\n\
                          /// Limits it: 3 s by default.\npub fn connect(self) -> Self {\n/// Finishes.\npub fn build(self) {\n";

    #[test]
    fn fields_and_setters_with_a_default_are_settings() {
        let found: Vec<_> = settings("L", SOURCE).into_iter().map(|setting| setting.name).collect();
        assert_eq!(found, ["L::head", "L::connect"]);
    }

    #[test]
    fn a_missing_row_and_another_default_are_told() {
        let [head, connect] = &settings("L", SOURCE)[..] else { panic!("two settings") };
        let page = "| a head | 64 KiB | `L::head` | 431 |\n| connecting | 5 s | `L::connect` | - |\n";
        assert_eq!(wrong(head, page), None);
        assert!(wrong(connect, page).unwrap().starts_with("`L::connect` is 5 s here"));
        assert_eq!(wrong(connect, "").unwrap(), "`L::connect` has no row");
    }

    #[test]
    fn a_row_of_what_can_no_longer_be_set_is_told() {
        let known = settings("Limits", SOURCE);
        let row = |name: &str| format!("| a head | 64 KiB | `{name}` | 431 |\n");
        assert!(gone(&known, &row("Limits::head")).is_empty());
        assert_eq!(gone(&known, &row("Limits::old")), ["`Limits::old` is no setting"]);
        assert!(gone(&known, &row("RetryPolicy::repeats")).is_empty(), "which other pages explain");
    }
}
