//! The archives: each built from what is in it, in the order of the crates, and its contents shown.

use xshell::{Shell, cmd};

use super::{Version, prepare};
use crate::metadata::Metadata;
use crate::{Result, problems};

/// What no archive may lack.
const NEEDED: &[&str] = &["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md"];

pub(super) fn verify(sh: &Shell, metadata: &Metadata, names: &[String], version: Version) -> Result {
    let _there = prepare::enter(sh, metadata);
    let target = &metadata.target_directory;
    let _target = sh.push_env("CARGO_TARGET_DIR", target);

    let mut found = Vec::new();
    for name in names {
        let listed = cmd!(sh, "cargo package --quiet --list -p {name}").quiet().read()?;
        println!("{name} {version}: {} files", listed.lines().count());
        println!("  {}", listed.replace('\n', "\n  "));
        found.extend(lacking(&listed).map(|file| format!("{name} has no {file}")));
    }
    problems::none("archives that lack something", &found)?;
    // Cargo builds each from its archive, with the archives of those before it in the place of the registry.
    let packages = names.iter().flat_map(|name| ["-p", name]);
    Ok(cmd!(sh, "cargo package --locked {packages...}").run()?)
}

fn lacking(listed: &str) -> impl Iterator<Item = &'static str> {
    NEEDED.iter().copied().filter(move |file| !listed.lines().any(|line| line == *file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_without_its_licence_is_told() {
        let listed = "Cargo.toml\nLICENSE-MIT\nREADME.md\nsrc/lib.rs";
        assert_eq!(lacking(listed).collect::<Vec<_>>(), ["LICENSE-APACHE"]);
    }
}
