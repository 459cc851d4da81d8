//! A release: rehearsed by default, done with `--execute`. `docs/releasing.md` tells the order.

mod changelog;
mod git;
mod names;
mod order;
mod packages;
mod plan;
mod prepare;
mod publish;
mod version;

use xshell::{Shell, cmd};

use crate::metadata::Metadata;
use crate::{Result, ci, problems};

use plan::{Seen, Step};
use version::Version;

pub(crate) fn run(sh: &Shell, arguments: &[String]) -> Result {
    let (version, execute) = match arguments {
        [version] => (version, false),
        [version, flag] if flag == "--execute" => (version, true),
        _ => return Err("usage: cargo xtask release VERSION [--execute]".into()),
    };
    let version: Version = version.parse()?;
    let metadata = Metadata::read(sh)?;
    let names = order::of(&metadata)?;
    let seen = look(sh, &metadata, &names, version)?;
    let in_the_way = plan::in_the_way(&seen, version);
    if execute {
        problems::none("not ready", &in_the_way)?;
    }
    for step in plan::steps(&seen, version) {
        println!("\n==> {step}");
        if execute || !step.lasts() {
            take(sh, &metadata, &step, version)?;
        }
    }
    if !execute {
        prepare::discard(sh, &metadata)?;
        problems::none("this was the rehearsal; in the way of the release", &in_the_way)?;
        println!("\nthis was the rehearsal: --execute does the rest");
    }
    Ok(())
}

/// All that the plan depends on.
fn look(sh: &Shell, metadata: &Metadata, names: &[String], version: Version) -> Result<Seen> {
    let repository = metadata.ours().find_map(|package| package.manifest.repository.as_deref());
    let repository = repository.unwrap_or_default();
    Ok(Seen {
        tree: git::tree(sh, repository)?,
        stated: version::stated(&sh.read_file(prepare::MANIFEST)?)?,
        changelog: changelog::look(&sh.read_file(changelog::PAGE)?, version),
        tag: git::tag(sh, version)?,
        names: names::look_up(sh, names, repository, version)?,
    })
}

fn take(sh: &Shell, metadata: &Metadata, step: &Step, version: Version) -> Result {
    match step {
        Step::Ci => ci::run(sh, &[]),
        Step::Prepare => prepare::commit(sh, metadata, version),
        Step::Compare(names) => compare(sh, metadata, names),
        Step::Pack(names) => packages::verify(sh, metadata, names, version),
        Step::Adopt => {
            git::adopt(sh, &prepare::folder(metadata))?;
            prepare::discard(sh, metadata)
        }
        Step::Tag => git::make_tag(sh, version),
        Step::Push => git::push(sh, version),
        Step::Publish(name) => publish::publish(sh, name),
    }
}

/// Compares the public interface of what is published with what would be, under its new version.
fn compare(sh: &Shell, metadata: &Metadata, names: &[String]) -> Result {
    if cmd!(sh, "cargo semver-checks --version").quiet().ignore_stdout().ignore_stderr().run().is_err() {
        return Err("cargo-semver-checks is needed: cargo install cargo-semver-checks --locked".into());
    }
    let _there = prepare::enter(sh, metadata);
    let packages = names.iter().flat_map(|name| ["-p", name]);
    Ok(cmd!(sh, "cargo semver-checks {packages...}").run()?)
}
