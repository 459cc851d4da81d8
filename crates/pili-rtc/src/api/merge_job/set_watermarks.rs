use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, null_as_default};
use serde::{Deserialize, Serialize};

use super::{MergeJob, Picture};
use crate::api::Rtc;

impl MergeJob {
    /// Lays exactly these pictures over the merged stream. Example: [`Room::merge_job`](crate::Room::merge_job).
    pub fn set_watermarks(&self, pictures: impl IntoIterator<Item = Picture>) -> SetWatermarks {
        let watermarks = pictures.into_iter().collect();
        SetWatermarks { job: self.clone(), body: WatermarksBody { watermarks } }
    }
}

/// Sets the watermarks of a merge job:
/// `POST /v3/apps/{app}/rooms/{room}/merge_job/{id}/watermarks` (spec 4.10).
///
/// Example: [`Room::merge_job`](crate::Room::merge_job).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct SetWatermarks {
    job: MergeJob,
    body: WatermarksBody,
}

impl Operation for SetWatermarks {
    type Output = ();
    type Api = Rtc;
    const NAME: &'static str = "rtc.merge_job.set_watermarks";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.job.url(endpoint)?.path(["watermarks"]).post_json(&self.body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}

/// The body that sets the watermarks of a merge job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WatermarksBody {
    /// The pictures.
    #[serde(default, deserialize_with = "null_as_default")]
    pub watermarks: Vec<Picture>,
}
