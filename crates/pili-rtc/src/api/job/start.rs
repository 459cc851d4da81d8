use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};

use super::{Kind, Report, body::JobBody, report};
use crate::{Room, api::Rtc};

impl Room {
    /// Merges streams of the room into one and publishes it.
    ///
    /// ```no_run
    /// # async fn run(client: pili_rtc::Client) -> pili_rtc::core::Result<()> {
    /// use pili_rtc::{App, job::{Input, InputKind, Kind, Output, OutputKind}};
    ///
    /// // The sound of two visitors, under an id of one's own.
    /// let sound = |user| Input::new(InputKind::Media).user_id(user).tag("microphone");
    /// let start = App::new("desls83s2")
    ///     .room("door-17")
    ///     .start_job(Kind::Simple)
    ///     .id("job-1")
    ///     .audio_only(true)
    ///     .input(sound("visitor-7"))
    ///     .input(sound("visitor-8"))
    ///     .output(Output::new(OutputKind::Rtmp, "rtmp://publish.example.com/shows/door-17"));
    /// let report = client.send(start).await?;
    /// println!("{report:?}");
    /// # Ok(()) }
    /// ```
    pub fn start_job(&self, kind: Kind) -> Start {
        Start { room: self.clone(), body: JobBody::new(None, kind) }
    }
}

/// Starts a job: `POST /v4/apps/{app}/rooms/{room}/jobs` (spec 4.10; vendor page rtc 12001).
///
/// ```
/// use pili_rtc::{App, job::{Input, Kind, Output, Position}};
/// let room = App::new("desls83s2").room("room-01");
/// let camera = Input::media("user_9").tag("camera").position(Position::at(0, 0).size(640, 480));
/// let start = room.start_job(Kind::Basic).input(camera).output(Output::rtmp("rtmp://host/hub/stream")).fps(25);
/// # let _ = start;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Start {
    room: Room,
    pub(super) body: JobBody,
}

impl Start {
    /// The job's id; without one the service invents it. Example: [`Room::start_job`].
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.body.id = Some(id.into());
        self
    }
}

impl Operation for Start {
    type Output = Report;
    type Api = Rtc;
    const NAME: &'static str = "rtc.job.start";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.body.check()?;
        self.room.jobs_url(endpoint)?.post_json(&self.body)
    }

    fn decode(&self, response: &Response) -> Result<Report> {
        report(response)
    }
}
