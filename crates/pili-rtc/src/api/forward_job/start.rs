use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result, null_as_default};
use pili_qiniu::MediaUrl;
use serde::{Deserialize, Serialize};

use super::ForwardJob;
use crate::{
    api::Rtc,
    job::{Report, report},
};

impl ForwardJob {
    /// Begins to publish tracks onward, as they are.
    ///
    /// ```no_run
    /// # async fn run(client: pili_rtc::Client) -> pili_rtc::core::Result<()> {
    /// use pili_rtc::App;
    /// let job = App::new("desls83s2").room("door-17").forward_job("job-1", "visitor-7");
    /// client.send(job.start().track("track-1").publish_url("rtmp://publish.example.com/shows/door-17")).await?;
    /// client.send(job.stop()).await?;
    /// # Ok(()) }
    /// ```
    pub fn start(&self) -> Start {
        Start { job: self.clone(), publish_url: None, tracks: Vec::new() }
    }

    pub(super) fn body(&self) -> ForwardBody {
        let (id, player_id) = (self.id.clone(), self.player_id.clone());
        ForwardBody { id, player_id, publish_url: None, tracks: Vec::new() }
    }
}

/// Starts a forward job: `POST /v3/apps/{app}/rooms/{room}/forward_job` (spec 4.10).
///
/// Example: [`ForwardJob::start`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Start {
    job: ForwardJob,
    publish_url: Option<MediaUrl>,
    tracks: Vec<ForwardTrack>,
}

impl Start {
    /// Where they are published. Example: [`ForwardJob::start`].
    pub fn publish_url(self, url: impl Into<MediaUrl>) -> Self {
        Self { publish_url: Some(url.into()), ..self }
    }

    /// Adds a track by its id. Example: [`ForwardJob::start`].
    pub fn track(mut self, id: impl Into<String>) -> Self {
        self.tracks.push(ForwardTrack { track_id: id.into() });
        self
    }
}

impl Operation for Start {
    type Output = Report;
    type Api = Rtc;
    const NAME: &'static str = "rtc.forward_job.start";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let (publish_url, tracks) = (self.publish_url.clone(), self.tracks.clone());
        self.job.url(endpoint)?.post_json(&ForwardBody { publish_url, tracks, ..self.job.body() })
    }

    fn decode(&self, response: &Response) -> Result<Report> {
        report(response)
    }
}

/// The body that starts and stops a forward job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ForwardBody {
    /// The job's id.
    pub id: String,
    /// Where it is published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publish_url: Option<MediaUrl>,
    /// The user whose tracks they are.
    pub player_id: String,
    /// The tracks.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_as_default")]
    pub tracks: Vec<ForwardTrack>,
}

/// A track of a forward job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ForwardTrack {
    /// The track's id.
    pub track_id: String,
}
