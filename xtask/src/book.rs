//! The pages of `docs/` as a book, by mdBook, in the target folder.

use std::path::{Component, Path, PathBuf};

use xshell::{Shell, cmd};

use crate::{Result, docs, metadata::Metadata};

const VERSION: &str = "0.5.4";

pub(crate) fn run(sh: &Shell, _: &[String]) -> Result {
    let metadata = Metadata::read(sh)?;
    let target = PathBuf::from(&metadata.target_directory);
    let mdbook = mdbook(sh, &target)?;
    let repository = metadata.ours().find_map(|package| package.manifest.repository.clone());
    let source = target.join("book-source");
    stage(sh, &source, &repository.ok_or("no manifest names the repository")?)?;
    let book = target.join("book");
    cmd!(sh, "{mdbook} build {source} --dest-dir {book}").run()?;
    println!("{}", book.join("index.html").display());
    Ok(())
}

/// The program, from `PATH` if it is that version, else built once.
fn mdbook(sh: &Shell, target: &Path) -> Result<PathBuf> {
    let tools = target.join("tools");
    let ours = tools.join("bin").join(format!("mdbook{}", std::env::consts::EXE_SUFFIX));
    for program in [PathBuf::from("mdbook"), ours.clone()] {
        let told = cmd!(sh, "{program} --version").quiet().ignore_stderr().read();
        if told.is_ok_and(|told| told.trim_start_matches("mdbook v") == VERSION) {
            return Ok(program);
        }
    }
    let only = ["--no-default-features", "--features", "search"];
    cmd!(sh, "cargo install mdbook --version {VERSION} --locked {only...} --root {tools}").run()?;
    Ok(ours)
}

/// The pages as they are, but for links that lead out of the book: they lead to the repository.
fn stage(sh: &Shell, to: &Path, repository: &str) -> Result {
    sh.remove_path(to)?;
    for file in docs::files(sh)? {
        let (from, to) = (Path::new("docs").join(&file), to.join(first(&file.to_string_lossy())));
        sh.create_dir(to.parent().unwrap_or(Path::new("")))?;
        if file.extension().is_some_and(|extension| extension == "md") {
            sh.write_file(to, led_out(&sh.read_file(&from)?, &file, repository))?;
        } else {
            sh.copy_file(&from, to)?;
        }
    }
    Ok(())
}

fn led_out(text: &str, page: &Path, repository: &str) -> String {
    let mut parts = text.split("](");
    let mut led = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find([')', ' ']).unwrap_or(0);
        let (link, rest) = part.split_at(end);
        led += "](";
        led += &outside(page, link).map_or(first(link), |path| format!("{repository}/blob/main/{path}"));
        led += rest;
    }
    led
}

/// A page called README is the first of its folder, and mdBook leaves some links to it as they are.
fn first(link: &str) -> String {
    link.replace("README.md", "index.md")
}

/// Where in the repository a link leads, if it leads out of `docs/`.
fn outside(page: &Path, link: &str) -> Option<String> {
    if link.is_empty() || link.starts_with('#') || link.contains("://") {
        return None;
    }
    let mut path = vec!["docs".to_owned()];
    let folder = page.parent().unwrap_or(Path::new(""));
    for component in folder.join(link).components() {
        match component {
            Component::ParentDir => drop(path.pop()),
            Component::Normal(name) => path.push(name.to_string_lossy().into_owned()),
            _ => {}
        }
    }
    (path.first().map(String::as_str) != Some("docs")).then(|| path.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_out_of_the_book_leads_to_the_repository_and_one_inside_stays() {
        let text = "[a](../../crates/pili/x.rs) [b](record.md#c) [d](../errors.md) [e](https://e.org) [f](#g) [h](../README.md)";
        let led = led_out(text, Path::new("how-to/live.md"), "https://host/repo");
        let expected = "[a](https://host/repo/blob/main/crates/pili/x.rs) [b](record.md#c) [d](../errors.md) \
                        [e](https://e.org) [f](#g) [h](../index.md)";
        assert_eq!(led, expected);
    }

    #[test]
    fn code_that_looks_like_no_link_is_left_alone() {
        assert_eq!(led_out("`list[0](x` and `f[](`", Path::new("a.md"), "r"), "`list[0](x` and `f[](`");
    }
}
