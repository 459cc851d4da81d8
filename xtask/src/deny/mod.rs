//! Licences, sources and banned crates, by the lists in `.deny.toml`.
//!
//! `cargo-deny` checks them where it is installed; elsewhere a plain reading of the same lists does.

mod licence;
mod lockfiles;
mod policy;

use xshell::{Shell, cmd};

use crate::Result;
use crate::metadata::Metadata;
use crate::problems;

use policy::Policy;

pub(crate) fn check(sh: &Shell) -> Result {
    lockfiles::check(sh)?;
    if cmd!(sh, "cargo deny --version").quiet().ignore_stdout().ignore_stderr().run().is_ok() {
        cmd!(sh, "cargo deny --all-features check bans licenses sources").run()?;
        return advisories(sh);
    }
    let metadata = Metadata::read(sh)?;
    let policy = Policy::parse(&sh.read_file(".deny.toml")?);
    println!(
        "cargo-deny is not installed, so that no advisory is read: {} packages against the lists in .deny.toml",
        metadata.packages.len()
    );
    problems::none("packages that the policy refuses", &refused(&metadata, &policy))
}

/// The database of advisories is fetched. Where that cannot be, nothing is known, which only a developer's machine
/// may leave at that.
fn advisories(sh: &Shell) -> Result {
    let fetched = cmd!(sh, "cargo deny fetch db").run();
    if fetched.is_err() && sh.var_os("CI").is_none() {
        println!("the database of advisories cannot be had here: advisories are NOT checked");
        return Ok(());
    }
    fetched?;
    Ok(cmd!(sh, "cargo deny --all-features check --disable-fetch advisories").run()?)
}

fn refused(metadata: &Metadata, policy: &Policy) -> Vec<String> {
    let all = metadata.packages.iter();
    all.flat_map(|package| {
        policy.refuses(package).map(|why| format!("{} {}: {why}", package.name, package.version))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

    fn reasons(name: &str, license: Option<&str>, source: Option<&str>) -> Vec<String> {
        let package = json!({ "name": name, "version": "1.0.0", "license": license, "source": source });
        let policy = Policy::parse(include_str!("../../../.deny.toml"));
        refused(&Metadata::parse(&json!({ "packages": [package] })), &policy)
    }

    #[test]
    fn a_permissive_crate_from_the_registry_passes() {
        assert!(reasons("ring", Some("Apache-2.0 AND ISC"), Some(REGISTRY)).is_empty());
        assert!(reasons("pili", Some("MIT OR Apache-2.0"), None).is_empty());
    }

    #[test]
    fn a_banned_crate_a_foreign_source_and_a_licence_are_each_refused() {
        assert_eq!(reasons("openssl-sys", Some("MIT"), Some(REGISTRY)), ["openssl-sys 1.0.0: it is banned"]);
        assert_eq!(reasons("a", Some("MIT"), Some("git+https://example.com/a")).len(), 1);
        assert_eq!(reasons("a", Some("GPL-3.0-only"), Some(REGISTRY)).len(), 1);
        assert_eq!(reasons("a", None, Some(REGISTRY)).len(), 1);
    }
}
