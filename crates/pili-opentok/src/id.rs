use pili_core::{Error, Result};

/// An id as the caller gave it, with the name that errors call it by. Ids are opaque, so all that is checked
/// is that one addresses what it means (spec 1.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Id {
    field: &'static str,
    text: String,
}

impl Id {
    pub(crate) fn new(field: &'static str, text: impl Into<String>) -> Self {
        Self { field, text: text.into() }
    }

    pub(crate) fn checked(&self) -> Result<&str> {
        match self.text.as_str() {
            "" | "." | ".." => Err(Error::invalid(self.field, "must not be empty, `.` or `..`")),
            text => Ok(text),
        }
    }
}

/// Refuses a list of ids with an empty one in it.
pub(crate) fn check_ids(field: &'static str, ids: &[String]) -> Result<()> {
    if ids.iter().any(String::is_empty) {
        return Err(Error::invalid(field, "must not hold an empty id"));
    }
    Ok(())
}

/// Refuses an empty text.
pub(crate) fn check_filled(field: &'static str, text: &str) -> Result<()> {
    if text.is_empty() { Err(Error::invalid(field, "must not be empty")) } else { Ok(()) }
}
