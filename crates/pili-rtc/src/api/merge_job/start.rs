use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};
use pili_qiniu::MediaUrl;
use serde::{Deserialize, Serialize};

use super::{MergeJob, Picture, User};
use crate::{
    StretchMode,
    api::{Rtc, setters::setters},
    job::{Report, report},
};

impl MergeJob {
    /// Merges streams of the room into one and publishes it. Example: [`Room::merge_job`](crate::Room::merge_job).
    pub fn start(&self) -> Start {
        Start { job: self.clone(), body: MergeBody { id: self.id.clone(), ..MergeBody::default() } }
    }
}

/// Starts a merge job: `POST /v3/apps/{app}/rooms/{room}/merge_job` (spec 4.10).
///
/// Example: [`Room::merge_job`](crate::Room::merge_job).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Start {
    job: MergeJob,
    body: MergeBody,
}

setters! { Start: [body] {
    /// Only the sound. Example: [`Room::merge_job`](crate::Room::merge_job).
    audio_only(bool),
    /// Width of the picture in pixels. Example: [`Room::merge_job`](crate::Room::merge_job).
    width(u32),
    /// Height of the picture in pixels. Example: [`Room::merge_job`](crate::Room::merge_job).
    height(u32),
    /// Frames per second. Example: [`Room::merge_job`](crate::Room::merge_job).
    fps(u32),
    /// Bit rate in kbit/s. Example: [`Room::merge_job`](crate::Room::merge_job).
    kbps(u32),
    /// Least bit rate in kbit/s. Example: [`Room::merge_job`](crate::Room::merge_job).
    min_rate(u32),
    /// Greatest bit rate in kbit/s. Example: [`Room::merge_job`](crate::Room::merge_job).
    max_rate(u32),
    /// How pictures fill their place. Example: [`Room::merge_job`](crate::Room::merge_job).
    stretch_mode(StretchMode),
    /// Where the merged stream is published. Example: [`Room::merge_job`](crate::Room::merge_job).
    publish_url(impl Into<MediaUrl>),
    /// What lies under the pictures. Example: [`Room::merge_job`](crate::Room::merge_job).
    background(Picture),
    /// Whether the last picture of a track that stops stays. Example: [`Room::merge_job`](crate::Room::merge_job).
    hold_last_frame(bool),
    /// A layout of the service's. Example: [`Room::merge_job`](crate::Room::merge_job).
    template(impl Into<String>),
} }

impl Start {
    /// Adds a picture that lies over the others. Example: [`Room::merge_job`](crate::Room::merge_job).
    pub fn watermark(mut self, picture: Picture) -> Self {
        self.body.water_marks.get_or_insert_default().push(picture);
        self
    }

    /// Adds what is shown for a user. Example: [`Room::merge_job`](crate::Room::merge_job).
    pub fn user(mut self, user: User) -> Self {
        self.body.user_infos.get_or_insert_default().push(user);
        self
    }
}

impl Operation for Start {
    type Output = Report;
    type Api = Rtc;
    const NAME: &'static str = "rtc.merge_job.start";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.job.jobs_url(endpoint)?.post_json(&self.body)
    }

    fn decode(&self, response: &Response) -> Result<Report> {
        report(response)
    }
}

/// The body that starts a merge job; members that are not set are not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "each member is documented at its setter")]
pub struct MergeBody {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_only: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fps: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kbps: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_rate: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_rate: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stretch_mode: Option<StretchMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publish_url: Option<MediaUrl>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<Picture>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub water_marks: Option<Vec<Picture>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold_last_frame: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_infos: Option<Vec<User>>,
}
