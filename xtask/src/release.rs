//! A release: rehearsed by default, done with `--execute`.

use xshell::{Shell, cmd};

use crate::metadata::Metadata;
use crate::{Result, ci, problems};

const CHANGELOG: &str = "docs/CHANGELOG.md";

pub(crate) fn run(sh: &Shell, arguments: &[String]) -> Result {
    let (version, execute) = match arguments {
        [version] => (version, false),
        [version, flag] if flag == "--execute" => (version, true),
        _ => return Err("usage: cargo xtask release VERSION [--execute]".into()),
    };
    problems::none("not ready", &unready(sh, version)?)?;
    compatible(sh)?;
    cmd!(sh, "cargo publish --workspace --dry-run --no-verify").run()?;
    ci::run(sh, &[])?;
    if execute {
        return publish(sh, version);
    }
    println!("{version} is ready; --execute tags and publishes it");
    Ok(())
}

/// What stands in the way, as far as files tell.
fn unready(sh: &Shell, version: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    if !cmd!(sh, "git status --porcelain").quiet().read()?.is_empty() {
        found.push("the work tree has changes that are not committed".to_owned());
    }
    if !has_section(&sh.read_file(CHANGELOG)?, version) {
        found.push(format!("{CHANGELOG} has no section `## {version}`"));
    }
    found.extend(other_versions(&sh.read_file("Cargo.toml")?, version));
    Ok(found)
}

fn has_section(changelog: &str, version: &str) -> bool {
    let title = |line: &str| {
        line.strip_prefix("## ").and_then(|title| title.split_whitespace().next()) == Some(version)
    };
    changelog.lines().any(title)
}

/// Lines of the root manifest that state another version of our crates, or pin one.
fn other_versions(manifest: &str, version: &str) -> Vec<String> {
    let stated =
        manifest.lines().filter(|line| line.starts_with("version = ") || line.contains("path = \"crates/"));
    let (own, pin) = (format!("version = \"{version}\""), format!("version = \"={version}\""));
    let other = stated.filter(|line| !line.starts_with(&own) && !line.contains(&pin));
    other.map(|line| format!("Cargo.toml does not say {version}: {line}")).collect()
}

/// Compares the public interface with the last release, where the tool for it is installed.
fn compatible(sh: &Shell) -> Result {
    if cmd!(sh, "cargo semver-checks --version").quiet().ignore_stdout().ignore_stderr().run().is_err() {
        println!("public interface: NOT compared, cargo-semver-checks is not installed");
        return Ok(());
    }
    if !Metadata::read(sh)?.libraries().any(|library| is_published(sh, &library.name)) {
        println!("public interface: nothing to compare with, this is the first release");
        return Ok(());
    }
    Ok(cmd!(sh, "cargo semver-checks --workspace").run()?)
}

/// Publishing many crates is not atomic: those that an interrupted run has published are left out.
fn publish(sh: &Shell, version: &str) -> Result {
    let metadata = Metadata::read(sh)?;
    let crates = metadata.ours().filter(|package| package.published);
    let done: Vec<&str> = crates
        .map(|package| package.name.as_str())
        .filter(|name| is_published(sh, &format!("{name}@{version}")))
        .collect();
    let done = done.into_iter().flat_map(|name| ["--exclude", name]);
    cmd!(sh, "cargo publish --workspace {done...}").run()?;
    let tag = format!("v{version}");
    cmd!(sh, "git tag --annotate {tag} --message {tag}").run()?;
    Ok(cmd!(sh, "git push origin {tag}").run()?)
}

fn is_published(sh: &Shell, spec: &str) -> bool {
    cmd!(sh, "cargo info --quiet --registry crates-io {spec}")
        .quiet()
        .ignore_stdout()
        .ignore_stderr()
        .run()
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changelog_has_a_section_if_a_heading_starts_with_the_version() {
        assert!(has_section("# Changelog\n\n## 1.2.0 (2026-01-01)\n", "1.2.0"));
        assert!(!has_section("## 1.2.0-rc.1\n### 1.2.0\n", "1.2.0"));
    }

    #[test]
    fn a_version_and_a_pin_that_lag_behind_are_both_told() {
        let manifest = "version = \"0.1.0\"\nrust-version = \"1.85\"\nbytes = \"1\"\n\
                        pili-auth = { path = \"crates/pili-auth\", version = \"=0.1.0\" }\n";
        assert_eq!(other_versions(manifest, "0.1.0"), [""; 0]);
        assert_eq!(other_versions(manifest, "0.2.0").len(), 2);
    }
}
