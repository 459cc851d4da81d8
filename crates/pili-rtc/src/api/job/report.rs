use pili_core::{Response, Result, decode_object, open_enum};
use serde::{Deserialize, Serialize};

/// What the service says of a job. Some answers have no body, and say nothing.
///
/// Example: [`Room::start_job`](crate::Room::start_job).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Report {
    /// The job's id.
    #[serde(deserialize_with = "Option::deserialize")]
    pub id: Option<String>,
    /// How it went.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
}

open_enum! {
    /// How a call to a job went.
    ///
    /// Example: [`Room::job`](crate::room::Room::job).
    Status {
        /// Well.
        Ok = "OK",
    }
}

/// Reads the answer of a job.
pub(in crate::api) fn report(response: &Response) -> Result<Report> {
    if response.body().is_empty() {
        return Ok(Report { id: None, status: None });
    }
    decode_object(response)
}
