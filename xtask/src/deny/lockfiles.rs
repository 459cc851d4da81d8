//! The lock files of other languages' packages: they may name the public registries only.

use xshell::{Shell, cmd};

use crate::Result;
use crate::problems;

const PUBLIC: &[&str] = &["https://registry.npmjs.org/", "https://registry.yarnpkg.com/"];

/// Options by which a pip requirements file names an index of its own.
const INDEX_OPTIONS: &[&str] =
    &["-i ", "--index-url", "--extra-index-url", "-f ", "--find-links", "--trusted-host"];

pub(super) fn check(sh: &Shell) -> Result {
    let files = cmd!(sh, "git ls-files").quiet().read()?;
    let mut found = Vec::new();
    for path in files.lines() {
        for line in private(path.rsplit('/').next().unwrap_or(path), || sh.read_file(path))? {
            found.push(format!("{path}: {line}"));
        }
    }
    problems::none("lock files that name a registry of their own", &found)
}

fn private<E>(name: &str, read: impl FnOnce() -> Result<String, E>) -> Result<Vec<String>, E> {
    let wrong = match name {
        "package-lock.json" | "npm-shrinkwrap.json" => resolved_elsewhere,
        _ if name.starts_with("requirements") && name.ends_with(".txt") => names_an_index,
        _ => return Ok(Vec::new()),
    };
    Ok(read()?.lines().map(str::trim).filter(|line| wrong(line)).map(str::to_owned).collect())
}

fn resolved_elsewhere(line: &str) -> bool {
    let Some((_, address)) = line.split_once("\"resolved\": \"") else {
        return false;
    };
    !PUBLIC.iter().any(|registry| address.starts_with(registry))
}

fn names_an_index(line: &str) -> bool {
    INDEX_OPTIONS.iter().any(|option| line.starts_with(option))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(name: &str, text: &str) -> Vec<String> {
        private(name, || Ok::<_, ()>(text.to_owned())).unwrap()
    }

    #[test]
    fn a_package_resolved_on_a_mirror_is_named() {
        let mirror = "\"resolved\": \"https://mirror.example/qiniu.tgz\",";
        assert_eq!(lines("package-lock.json", mirror), [mirror]);
        assert!(
            lines("package-lock.json", "\"resolved\": \"https://registry.npmjs.org/qiniu.tgz\",").is_empty()
        );
        assert!(lines("package-lock.json", "\"version\": \"7.0.0\"").is_empty());
    }

    #[test]
    fn a_requirements_file_with_an_index_is_named() {
        assert_eq!(lines("requirements.txt", "--index-url https://mirror.example\nqiniu==7\n").len(), 1);
        assert!(lines("requirements.txt", "qiniu==7\n").is_empty());
    }

    #[test]
    fn other_files_are_not_even_read() {
        assert_eq!(private("main.rs", || Err("read")), Ok(Vec::new()));
    }
}
