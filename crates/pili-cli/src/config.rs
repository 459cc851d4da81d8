//! The file of named profiles, `config.toml`.
//!
//! ```toml
//! use = "production"
//!
//! [profile.production]
//! access-key = "…"
//! secret-key = "…"
//! hub = "shows"
//! ```

mod file;
mod place;
mod profile;
mod setting;

use std::{
    fmt,
    path::{Path, PathBuf},
};

use toml_edit::{DocumentMut, Item, Table, TomlError, value};

use crate::failure::{Failure, Result};

pub(crate) use place::path;
pub(crate) use profile::Profile;
pub(crate) use setting::Setting;

const USE: &str = "use";
const PROFILE: &str = "profile";

/// The file, read. Changes keep its comments and its order.
pub(crate) struct Config {
    path: PathBuf,
    document: DocumentMut,
}

impl Config {
    /// Reads the file; one that is not there is empty.
    pub(crate) fn read() -> Result<Self> {
        Self::read_from(path()?)
    }

    fn read_from(path: PathBuf) -> Result<Self> {
        let text = file::read(&path)?;
        let config = Self::parse(path, &text)?;
        file::warn_if_open(&config);
        Ok(config)
    }

    fn parse(path: PathBuf, text: &str) -> Result<Self> {
        let wrong = |what: &dyn std::fmt::Display| Failure::usage(format_args!("{}: {what}", path.display()));
        let document: DocumentMut = text.parse().map_err(|error| wrong(&place_of(&error, text)))?;
        for (name, item) in document.iter() {
            match (name, item) {
                (USE, item) if item.is_str() => {}
                (PROFILE, Item::Table(profiles)) => {
                    profile::check(profiles).map_err(|error| wrong(&error))?
                }
                _ => return Err(wrong(&format_args!("`{name}` is neither `use = \"…\"` nor `[profile.…]`"))),
            }
        }
        Ok(Self { path, document })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The profile that is used unless another one is named.
    pub(crate) fn in_use(&self) -> Option<&str> {
        self.document.get(USE)?.as_str()
    }

    pub(crate) fn profile(&self, name: &str) -> Option<Profile> {
        self.profiles().find(|profile| profile.name() == name)
    }

    pub(crate) fn profiles(&self) -> impl Iterator<Item = Profile> {
        let profiles = self.document.get(PROFILE).and_then(Item::as_table).into_iter().flatten();
        profiles.filter_map(|(name, item)| Some(Profile::new(name, item.as_table()?)))
    }

    /// Sets a setting of a profile, which is made if there is none; the first profile is used from then on.
    pub(crate) fn set(&mut self, profile: &str, setting: Setting, text: &str) {
        let profiles = self.document.entry(PROFILE).or_insert_with(implicit);
        if let Some(profiles) = profiles.as_table_mut() {
            let settings = profiles.entry(profile).or_insert_with(|| Item::Table(Table::new()));
            settings[&setting.name()] = value(text);
        }
        if self.in_use().is_none() {
            self.use_profile(profile);
        }
    }

    /// Takes a setting away; `false` if it was not set.
    pub(crate) fn unset(&mut self, profile: &str, setting: Setting) -> bool {
        let settings = self.document.get_mut(PROFILE).and_then(|profiles| profiles.get_mut(profile));
        let settings = settings.and_then(Item::as_table_mut);
        settings.is_some_and(|settings| settings.remove(&setting.name()).is_some())
    }

    pub(crate) fn use_profile(&mut self, name: &str) {
        self.document[USE] = value(name);
    }

    /// Writes the file, which its owner alone can read.
    pub(crate) fn write(&self) -> Result {
        file::write(&self.path, &self.document.to_string())
    }
}

/// Shows no secrets, which the document holds.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config").field("path", &self.path).finish_non_exhaustive()
    }
}

/// What is wrong with the form of the file, and in which line; the line itself may hold a secret.
fn place_of(error: &TomlError, text: &str) -> String {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    format!("line {}: {}", before.matches('\n').count() + 1, error.message().trim_end().replace('\n', ", "))
}

/// `[profile.x]` needs no `[profile]` before it.
fn implicit() -> Item {
    let mut table = Table::new();
    table.set_implicit(true);
    Item::Table(table)
}

#[cfg(test)]
pub(crate) mod tests;
