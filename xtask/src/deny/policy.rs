//! The lists of `.deny.toml`.

use crate::metadata::Package;

use super::licence;

#[derive(Debug)]
pub(super) struct Policy {
    licences: Vec<String>,
    banned: Vec<String>,
    registries: Vec<String>,
}

impl Policy {
    /// Reads the three lists, which hold nothing but strings; the rest is for `cargo-deny`.
    pub(super) fn parse(text: &str) -> Self {
        Self {
            licences: strings(text, "licenses", "allow"),
            banned: strings(text, "bans", "deny"),
            registries: strings(text, "sources", "allow-registry"),
        }
    }

    /// Why a package may not be used.
    pub(super) fn refuses(&self, package: &Package) -> impl Iterator<Item = String> + use<> {
        let banned = self.banned.contains(&package.name).then(|| "it is banned".to_owned());
        [banned, self.source(package), self.licence(package)].into_iter().flatten()
    }

    fn source(&self, package: &Package) -> Option<String> {
        let source = package.source.as_ref()?;
        let known = self.registries.iter().any(|registry| *source == format!("registry+{registry}"));
        (!known).then(|| format!("it comes from {source}"))
    }

    fn licence(&self, package: &Package) -> Option<String> {
        let Some(expression) = &package.license else {
            return Some("it states no licence".to_owned());
        };
        let allowed = licence::satisfied(expression, |id| self.licences.iter().any(|allowed| allowed == id));
        (!allowed).then(|| format!("its licence is {expression}"))
    }
}

/// The strings of `key = ["…", …]` in a section.
fn strings(text: &str, section: &str, key: &str) -> Vec<String> {
    let mut lines = text.lines().skip_while(|line| *line != format!("[{section}]")).skip(1);
    let opening = format!("{key} = [");
    let Some(first) =
        lines.by_ref().take_while(|line| !line.starts_with('[')).find(|line| line.starts_with(&opening))
    else {
        return Vec::new();
    };
    let mut list = first.to_owned();
    while !list.contains(']') {
        let Some(line) = lines.next() else { break };
        list.push_str(line.split('#').next().unwrap_or_default());
    }
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "[a]\nallow = [\"x\"]\n[b]\nallow = [\n    \"y\", # why \"not\"\n    \"z\",\n]\ndeny = []\n";

    #[test]
    fn a_list_is_read_from_its_own_section_without_comments() {
        assert_eq!(strings(TEXT, "a", "allow"), ["x"]);
        assert_eq!(strings(TEXT, "b", "allow"), ["y", "z"]);
    }

    #[test]
    fn a_list_that_is_not_in_the_section_is_empty() {
        assert!(strings(TEXT, "a", "deny").is_empty());
        assert!(strings(TEXT, "c", "allow").is_empty());
    }

    #[test]
    fn the_repository_s_own_lists_are_found() {
        let policy = Policy::parse(include_str!("../../../.deny.toml"));
        assert!(policy.licences.contains(&"MIT".to_owned()));
        assert!(policy.banned.contains(&"native-tls".to_owned()));
        assert_eq!(policy.registries, ["https://github.com/rust-lang/crates.io-index"]);
    }
}
