//! Two revisions side by side: each with its own bench, in turn.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use xshell::{Shell, cmd};

use super::figures::{Spread, rows};
use crate::Result;
use crate::metadata::Metadata;

const TURNS: u32 = 5;

pub(super) fn run(sh: &Shell, revision: &str, groups: &[&str]) -> Result {
    let target = PathBuf::from(Metadata::read(sh)?.target_directory);
    let folder = target.join("compared");
    let _gone =
        cmd!(sh, "git worktree remove --force {folder}").quiet().ignore_status().ignore_stderr().run();
    cmd!(sh, "git worktree add --detach {folder} {revision}").run()?;
    let ratios = ratios(sh, &target, &folder, groups);
    cmd!(sh, "git worktree remove --force {folder}").run()?;
    for (row, ratio) in ratios? {
        println!("{row}: here / {revision} {ratio}");
    }
    Ok(())
}

fn ratios(sh: &Shell, target: &Path, there: &Path, groups: &[&str]) -> Result<BTreeMap<String, Spread>> {
    let here = built(sh, &sh.current_dir(), target)?;
    let there = built(sh, there, &target.join("compared-built"))?;
    let mut ratios: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for _ in 0..TURNS {
        let (now, before) = (medians(sh, &here, groups)?, medians(sh, &there, groups)?);
        for (row, taken) in now {
            if let Some(before) = before.get(&row) {
                ratios.entry(row).or_default().push(taken / before);
            }
        }
    }
    Ok(ratios.into_iter().map(|(row, ratios)| (row, Spread::of(ratios))).collect())
}

fn built(sh: &Shell, folder: &Path, target: &Path) -> Result<PathBuf> {
    let manifest = folder.join("xtask/bench/Cargo.toml");
    if !sh.path_exists(&manifest) {
        return Err(format!("{} has no bench to compare with", folder.display()).into());
    }
    cmd!(sh, "cargo build --release --manifest-path {manifest} --target-dir {target} --bin time").run()?;
    Ok(target.join("release/time"))
}

fn medians(sh: &Shell, program: &Path, groups: &[&str]) -> Result<BTreeMap<String, f64>> {
    let text = cmd!(sh, "{program} {groups...}").env("ROUNDS", "3").quiet().read()?;
    let medians = rows(&text)?;
    Ok(medians.into_iter().filter_map(|row| Some((row.name.clone(), row.ours()?.median()))).collect())
}
