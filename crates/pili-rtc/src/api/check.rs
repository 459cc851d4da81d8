//! What several operations check before anything is sent.

use pili_core::{Error, Result};

/// A text that must be there.
pub(crate) fn required(field: &'static str, text: &str) -> Result<()> {
    if text.is_empty() { Err(Error::invalid(field, "must not be empty")) } else { Ok(()) }
}

/// A text that stands in a path, where some would address something else.
pub(crate) fn path_id(field: &'static str, id: &str) -> Result<()> {
    if matches!(id, "" | "." | "..") {
        return Err(Error::invalid(field, "must not be empty, `.` or `..`"));
    }
    Ok(())
}
