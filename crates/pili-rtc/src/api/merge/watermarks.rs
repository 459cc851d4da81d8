use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use crate::Rtc;
use crate::api::{
    Room,
    check::path_id,
    wire::{MergePicture, MergeWatermarks},
};

impl Room {
    /// Lays exactly these pictures over a merged stream.
    pub fn set_merge_watermarks(
        &self,
        id: impl Into<String>,
        pictures: impl IntoIterator<Item = MergePicture>,
    ) -> Watermarks {
        let body = MergeWatermarks { watermarks: pictures.into_iter().collect() };
        Watermarks { room: self.clone(), id: id.into(), body }
    }
}

/// Sets the watermarks of a merge job:
/// `POST /v3/apps/{app}/rooms/{room}/merge_job/{id}/watermarks` (spec 4.10).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Watermarks {
    room: Room,
    id: String,
    body: MergeWatermarks,
}

impl Operation for Watermarks {
    type Output = ();
    type Api = Rtc;
    const NAME: &'static str = "rtc.merge_v3.watermarks";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        path_id("job id", &self.id)?;
        self.room.url(endpoint)?.path(["merge_job", &self.id, "watermarks"]).post_json(&self.body)
    }

    fn decode(&self, _: &Response) -> Result<()> {
        Ok(())
    }
}
