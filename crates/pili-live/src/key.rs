use std::{fmt, ops::Deref};

use serde::{Deserialize, Serialize};

/// A key that URLs are signed with: a text that `Debug` does not show.
///
/// ```
/// let key = pili_live::Key::from("publish-key");
/// assert_eq!((&*key, format!("{key:?}").as_str()), ("publish-key", "Key(..)"));
/// ```
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Key(String);

impl Deref for Key {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Key {
    fn from(key: &str) -> Self {
        Self(key.to_owned())
    }
}

impl From<String> for Key {
    fn from(key: String) -> Self {
        Self(key)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_empty() { "Key()" } else { "Key(..)" })
    }
}
