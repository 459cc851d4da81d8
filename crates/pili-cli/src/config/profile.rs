use std::fmt;

use pili::auth::Secret;
use toml_edit::{Item, Table};

use super::Setting;

/// A named set of settings.
#[derive(Clone)]
pub(crate) struct Profile {
    name: String,
    settings: Vec<(Setting, Secret)>,
}

impl Profile {
    pub(super) fn new(name: &str, table: &Table) -> Self {
        let setting = |(name, item): (&str, &Item)| Some((Setting::named(name)?, item.as_str()?.into()));
        Self { name: name.to_owned(), settings: table.iter().filter_map(setting).collect() }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn secret(&self, setting: Setting) -> Option<&Secret> {
        self.settings.iter().find(|(other, _)| *other == setting).map(|(_, value)| value)
    }

    /// A setting that is no secret.
    pub(crate) fn text(&self, setting: Setting) -> Option<&str> {
        let value = self.secret(setting).filter(|_| !setting.is_secret())?;
        std::str::from_utf8(value.expose()).ok()
    }

    /// What is set.
    pub(crate) fn settings(&self) -> impl Iterator<Item = Setting> {
        self.settings.iter().map(|(setting, _)| *setting)
    }

    pub(super) fn has_secrets(&self) -> bool {
        self.settings().any(Setting::is_secret)
    }
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let settings: Vec<_> = self.settings().collect();
        f.debug_struct("Profile").field("name", &self.name).field("settings", &settings).finish()
    }
}

/// Refuses what is no setting, so that a slip of the pen is not taken for an absent one.
pub(super) fn check(profiles: &Table) -> Result<(), String> {
    for (profile, item) in profiles {
        let settings = item.as_table().ok_or_else(|| format!("`profile.{profile}` is no table"))?;
        for (name, item) in settings {
            if Setting::named(name).is_none() {
                return Err(format!(
                    "profile `{profile}` has `{name}`, which is no setting: `pili config set --help` lists them"
                ));
            }
            if item.as_str().is_none_or(str::is_empty) {
                return Err(format!("profile `{profile}`: `{name}` must be a text, and not empty"));
            }
        }
    }
    Ok(())
}
