//! The command as it is given to others: one static program, its completions and its manual, in one archive with
//! checksums.

mod elf;
mod stage;

use std::path::{Path, PathBuf};

use xshell::{Shell, cmd};

use crate::{Result, metadata::Metadata, programs::program};

pub(crate) fn run(sh: &Shell, arguments: &[String]) -> Result {
    let target = match arguments {
        [] => format!("{}-unknown-linux-musl", std::env::consts::ARCH),
        [target] => target.clone(),
        _ => return Err("usage: cargo xtask dist [TARGET]".into()),
    };
    install(sh, &target)?;
    let metadata = Metadata::read(sh)?;
    let built = build(sh, &target, Path::new(&metadata.target_directory))?;
    let version = version(&metadata)?;
    let out = Path::new(&metadata.target_directory).join("dist");
    let archive = stage::archive(sh, &built, &out, &format!("pili-{version}-{target}"))?;
    tell(sh, &[&built, &archive])
}

/// The standard library of the target, and a C compiler for it, which ring needs.
fn install(sh: &Shell, target: &str) -> Result {
    if !target.ends_with("-linux-musl") {
        return Err(
            format!("{target} is not static: name one of musl, such as x86_64-unknown-linux-musl").into()
        );
    }
    let sysroot = PathBuf::from(cmd!(sh, "rustc --print sysroot").quiet().read()?);
    if !sh.path_exists(sysroot.join("lib/rustlib").join(target)) {
        let added = cmd!(sh, "rustup target add {target}").run();
        added.map_err(|error| format!("the standard library of {target} is needed: {error}"))?;
    }
    program(sh, "musl-gcc", "--version", &["musl-tools"])
}

fn build(sh: &Shell, target: &str, folder: &Path) -> Result<PathBuf> {
    let compiler = format!("CC_{}", target.replace('-', "_"));
    let _compiler = sh.push_env(compiler, "musl-gcc");
    cmd!(sh, "cargo build --release --locked -p pili-cli --target {target}").run()?;
    let built = folder.join(target).join("release").join("pili");
    match elf::asks_for_a_loader(&sh.read_binary_file(&built)?) {
        Some(false) => Ok(built),
        Some(true) => Err("the program is not static: it asks for a loader".into()),
        None => Err(format!("{} is no program of 64 bits for Linux", built.display()).into()),
    }
}

fn version(metadata: &Metadata) -> Result<&str> {
    let command = metadata.ours().find(|package| package.name == "pili-cli");
    Ok(&command.ok_or("there is no crate pili-cli")?.version)
}

/// Sizes and checksums; the latter are in a file too.
fn tell(sh: &Shell, files: &[&PathBuf]) -> Result {
    let folder = files.last().and_then(|file| file.parent()).ok_or("nothing was made")?;
    let mut sums = String::new();
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let told = cmd!(sh, "sha256sum {file}").quiet().read()?;
        let sum = told.split_whitespace().next().unwrap_or_default();
        sums += &format!("{sum}  {name}\n");
        println!(
            "{:>6.1} MiB  {}",
            std::fs::metadata(file)?.len() as f64 / (1024.0 * 1024.0),
            file.display()
        );
    }
    sh.write_file(folder.join("SHA256SUMS"), &sums)?;
    print!("{sums}");
    Ok(())
}
