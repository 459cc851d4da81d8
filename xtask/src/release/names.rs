//! What the registry knows of the names that would be published under.

use xshell::{Shell, cmd};

use super::Version;
use crate::Result;

/// A name on the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Name {
    Free,
    /// The newest version of ours, and whether the one to be released is there.
    Ours {
        newest: String,
        is_published: bool,
    },
    /// Somebody else's.
    Foreign {
        newest: String,
    },
}

pub(super) fn look_up(
    sh: &Shell,
    names: &[String],
    repository: &str,
    version: Version,
) -> Result<Vec<(String, Name)>> {
    let look_up = |name: &String| Ok((name.clone(), one(sh, name, repository, version)?));
    names.iter().map(look_up).collect()
}

fn one(sh: &Shell, name: &str, repository: &str, version: Version) -> Result<Name> {
    let Some(told) = info(sh, name)? else { return Ok(Name::Free) };
    Ok(match read(&told, repository) {
        Name::Ours { newest, .. } => {
            let is_published = info(sh, &format!("{name}@{version}"))?.is_some();
            Name::Ours { newest, is_published }
        }
        other => other,
    })
}

/// What `cargo info` says, `None` if there is no such crate. Without a network nobody knows: an error.
fn info(sh: &Shell, spec: &str) -> Result<Option<String>> {
    let asked = cmd!(sh, "cargo info --color never --registry crates-io {spec}").quiet().ignore_status();
    let output = asked.output()?;
    let (told, complaint) = (String::from_utf8(output.stdout)?, String::from_utf8(output.stderr)?);
    match output.status.success() {
        true => Ok(Some(told)),
        false if complaint.contains("could not find") => Ok(None),
        false => Err(format!("the registry does not tell of {spec}: {}", complaint.trim()).into()),
    }
}

/// A crate is ours if it names our repository. Who may upload, the registry decides by the token besides.
fn read(told: &str, repository: &str) -> Name {
    let value = |name: &str| told.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let newest = value("version: ").and_then(|version| version.split_whitespace().next());
    let newest = newest.unwrap_or("?").to_owned();
    let is_ours = !repository.is_empty() && value("repository: ") == Some(repository);
    if is_ours { Name::Ours { newest, is_published: false } } else { Name::Foreign { newest } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_of_our_repository_is_ours_and_any_other_is_not() {
        let told = "pili-auth #qiniu\nSignatures\nversion: 0.1.0 (latest 0.2.0)\nlicense: MIT\nrepository: https://host/us\n";
        let ours = Name::Ours { newest: "0.1.0".to_owned(), is_published: false };
        assert_eq!(read(told, "https://host/us"), ours);
        let foreign = Name::Foreign { newest: "0.1.0".to_owned() };
        assert_eq!(read(told, "https://host/them"), foreign);
        // A placeholder names none, and neither may we.
        let placeholder = "pili\nversion: 0.0.0\nlicense: MIT\n";
        assert_eq!(read(placeholder, ""), Name::Foreign { newest: "0.0.0".to_owned() });
    }
}
