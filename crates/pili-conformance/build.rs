//! Makes the Rust of README and of `docs/` the documentation of a module each, so that it is compiled and run.

#![allow(clippy::print_stdout, reason = "so a build script talks to cargo")]

use std::{
    env, fmt, fs, io,
    path::{Path, PathBuf},
};

#[path = "src/shared/ground.rs"]
mod ground;

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut pages = vec![root.join("README.md")];
    find(&root.join("docs"), &mut pages)?;
    pages.sort();

    let mut modules = String::new();
    for page in pages {
        println!("cargo::rerun-if-changed={}", page.display());
        let text = fs::read_to_string(&page)?;
        let name = name(page.strip_prefix(&root).unwrap_or(&page));
        add(&mut modules, &name, &ground::lay(&text)).map_err(io::Error::other)?;
    }
    let out = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    fs::write(Path::new(&out).join("pages.rs"), modules)
}

fn add(modules: &mut impl fmt::Write, name: &str, text: &str) -> fmt::Result {
    writeln!(modules, "#[doc = {text:?}]\npub mod {name} {{}}")
}

/// Every page below a folder; a page that is new is seen because its folder changes.
fn find(folder: &Path, pages: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find(&path, pages)?;
        } else if path.extension().is_some_and(|extension| extension == "md") {
            pages.push(path);
        }
    }
    Ok(())
}

/// `docs/how-to/record.md` as `docs_how_to_record`.
fn name(page: &Path) -> String {
    let text = page.with_extension("").to_string_lossy().to_lowercase();
    text.replace(|c: char| !c.is_ascii_alphanumeric(), "_")
}
