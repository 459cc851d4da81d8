//! What stands in the archive, and how it is packed: the same of the same commit, whoever packs it.

use std::path::{Path, PathBuf};

use xshell::{Shell, cmd};

use crate::Result;

/// Where shells look for completions by these names.
const COMPLETIONS: [(&str, &str); 3] = [("bash", "pili.bash"), ("zsh", "_pili"), ("fish", "pili.fish")];
const TEXTS: [&str; 3] =
    ["crates/pili-cli/README.md", "crates/pili-cli/LICENSE-APACHE", "crates/pili-cli/LICENSE-MIT"];

pub(super) fn archive(sh: &Shell, pili: &Path, out: &Path, name: &str) -> Result<PathBuf> {
    let folder = out.join(name);
    sh.remove_path(&folder)?;
    fill(sh, pili, &folder)?;
    let archive = out.join(format!("{name}.tar.gz"));
    let time = cmd!(sh, "git log -1 --format=@%ct").quiet().read()?;
    let gzip = ["--use-compress-program", "gzip -n"];
    let same = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mtime", &time];
    cmd!(sh, "tar --create {gzip...} --file {archive} --directory {out} {same...} {name}").run()?;
    Ok(archive)
}

fn fill(sh: &Shell, pili: &Path, folder: &Path) -> Result {
    sh.create_dir(folder.join("completions"))?;
    sh.copy_file(pili, folder.join("pili"))?;
    for text in TEXTS {
        sh.copy_file(text, folder)?;
    }
    for (shell, name) in COMPLETIONS {
        sh.write_file(folder.join("completions").join(name), cmd!(sh, "{pili} completions {shell}").read()?)?;
    }
    let manual = folder.join("man/man1");
    Ok(cmd!(sh, "{pili} man --dir {manual}").run()?)
}
