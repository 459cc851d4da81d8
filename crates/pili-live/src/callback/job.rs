use std::time::SystemTime;

use pili_core::null_as_default;
use pili_qiniu::rfc3339;
use serde::{Deserialize, Serialize};

use super::CallbackError;

/// Reads what a background job tells the URL that [`SaveAs::notify`](crate::stream::SaveAs::notify) or
/// [`Snapshot::notify`](crate::stream::Snapshot::notify) named: a POST of JSON (spec 4.12; vendor page dora 1294).
///
/// No signature of it is documented, so anyone could have sent it: take it as a hint, and look whether the file is there.
///
/// ```
/// use pili_live::callback::{JobStatus, parse_job};
///
/// let body = br#"{"id":"z0.5f0d","code":0,"desc":"The fop was completed successfully","inputBucket":"shows",
///     "inputKey":"evening.m3u8","items":[{"cmd":"avthumb/mp4","code":0,"key":"evening.mp4"}]}"#;
/// let notice = parse_job(body)?;
/// assert_eq!((notice.id.as_str(), notice.code), ("z0.5f0d", Some(JobStatus::Done)));
/// assert_eq!(notice.items[0].key.as_deref(), Some("evening.mp4"));
/// # Ok::<(), pili_live::callback::CallbackError>(())
/// ```
///
/// # Errors
/// [`CallbackError::Malformed`] when it is no JSON object, or has no `id`.
pub fn parse_job(body: &[u8]) -> Result<JobNotice, CallbackError> {
    serde_json::from_slice(body).map_err(|error| CallbackError::Malformed(error.to_string()))
}

/// How a background job ended. Only the id is always there: the vendor documents the members of another answer, which
/// it says is the same.
///
/// Example: [`parse_job`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct JobNotice {
    /// The job: [`Saved::persistent_id`](crate::stream::Saved::persistent_id).
    pub id: String,
    /// How it ended.
    #[serde(default)]
    pub code: Option<JobStatus>,
    /// The same in words.
    #[serde(default)]
    pub desc: Option<String>,
    /// The queue that it was in.
    #[serde(default)]
    pub pipeline: Option<String>,
    /// The request that it began with.
    #[serde(default)]
    pub reqid: Option<String>,
    /// The bucket of what was processed.
    #[serde(default)]
    pub input_bucket: Option<String>,
    /// The name of what was processed.
    #[serde(default)]
    pub input_key: Option<String>,
    /// When it began.
    #[serde(default, with = "rfc3339::option")]
    pub creation_date: Option<SystemTime>,
    /// Its commands, each with what came of it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub items: Vec<JobCommand>,
}

/// A command of a background job, and what came of it.
///
/// Example: [`parse_job`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[non_exhaustive]
pub struct JobCommand {
    /// The command.
    pub cmd: Option<String>,
    /// How it ended.
    pub code: Option<JobStatus>,
    /// The same in words.
    pub desc: Option<String>,
    /// Why it failed.
    pub error: Option<String>,
    /// The file that it made.
    pub key: Option<String>,
    /// The hash of that file.
    pub hash: Option<String>,
}

/// How far a background job is.
///
/// Example: [`parse_job`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "i64", into = "i64")]
#[non_exhaustive]
pub enum JobStatus {
    /// 0: it is done.
    Done,
    /// 1: it waits.
    Waiting,
    /// 2: it goes on.
    Running,
    /// 3: it failed.
    Failed,
    /// 4: it is done, but telling so failed.
    NotNotified,
    /// One that this version does not know.
    Other(i64),
}

impl From<i64> for JobStatus {
    fn from(code: i64) -> Self {
        match code {
            0 => Self::Done,
            1 => Self::Waiting,
            2 => Self::Running,
            3 => Self::Failed,
            4 => Self::NotNotified,
            other => Self::Other(other),
        }
    }
}

impl From<JobStatus> for i64 {
    fn from(status: JobStatus) -> Self {
        match status {
            JobStatus::Done => 0,
            JobStatus::Waiting => 1,
            JobStatus::Running => 2,
            JobStatus::Failed => 3,
            JobStatus::NotNotified => 4,
            JobStatus::Other(code) => code,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_of_one_command_is_told_with_its_reason() {
        // After the example on the vendor's page.
        let body =
            br#"{"id":"16864pauo1vc9nhp12","code":3,"creationDate":"2024-08-27T19:02:44.664312968+08:00",
            "desc":"The fop is failed","items":[{"cmd":"avthumb/aac","code":3,"desc":"The fop is failed",
            "error":"execute fop cmd failed: not a valid video","errorIndex":1,"returnOld":0}]}"#;
        let notice = parse_job(body).unwrap();
        assert_eq!(notice.code, Some(JobStatus::Failed));
        assert!(notice.creation_date.is_some());
        assert_eq!(notice.items[0].error.as_deref(), Some("execute fop cmd failed: not a valid video"));
    }

    #[test]
    fn members_may_be_missing_but_the_id_and_codes_may_be_new() {
        let notice = parse_job(br#"{"id":"a","code":9,"items":null}"#).unwrap();
        assert_eq!((notice.code, notice.items.len()), (Some(JobStatus::Other(9)), 0));
        for body in [&b"{}"[..], b"[]", b"", b"id=a"] {
            assert!(matches!(parse_job(body), Err(CallbackError::Malformed(_))));
        }
    }
}
