//! What is checked before anything is sent, and read alike by several operations.

use pili_core::{Error, Response, Result, decode_object};

use crate::api::wire::JobStarted;

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

/// The answer of a job; some answers are empty.
pub(crate) fn started(response: &Response) -> Result<JobStarted> {
    if response.body().is_empty() { Ok(JobStarted::default()) } else { decode_object(response) }
}
