//! Jobs of v4, which merge streams of a room into one and publish it (spec 4.10; vendor page rtc 12001).

pub(super) mod body;
mod input;
mod output;
mod report;
mod start;
mod stop;
mod update;

use pili_core::{Endpoint, Result, Url, open_enum};

use super::{check::required, room::Room};

pub use input::{Input, InputKind, Position};
pub use output::{Output, OutputKind};
pub use report::{Report, Status};
pub use start::Start;
pub use stop::Stop;
pub use update::Update;

pub(super) use report::report;

/// A job that [`Room::start_job`] started. Builds operations; holds no client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    room: Room,
    id: String,
}

impl Room {
    /// The job of an id.
    ///
    /// ```no_run
    /// # async fn run(client: pili_rtc::Client) -> pili_rtc::core::Result<()> {
    /// use pili_rtc::{App, StretchMode, job::{Input, Kind, Output, Position}};
    ///
    /// let job = App::new("desls83s2").room("door-17").job("job-1");
    /// let left = Input::media("visitor-7").tag("camera").position(Position::at(0, 0).size(320, 480).layer(1));
    /// let logo = Input::image("https://example.com/logo.png").stretch_mode(StretchMode::AspectFit);
    /// let update = job
    ///     .update(Kind::Basic)
    ///     .input(left)
    ///     .input(logo)
    ///     .output(Output::rtmp("rtmp://publish.example.com/shows/door-17"))
    ///     .width(640)
    ///     .height(480)
    ///     .fps(15)
    ///     .kbps(500)
    ///     .hold_last_frame(true)
    ///     .stretch_mode(StretchMode::AspectFill);
    /// println!("{:?}", client.send(update).await?);
    /// client.send(job.stop()).await?;
    /// # Ok(()) }
    /// ```
    pub fn job(&self, id: impl Into<String>) -> Job {
        Job { room: self.clone(), id: id.into() }
    }
}

impl Job {
    /// `/v4/apps/{app}/rooms/{room}/jobs/{action}`; the id goes into the body.
    fn url(&self, endpoint: &Endpoint, action: &str) -> Result<Url> {
        required("job id", &self.id)?;
        Ok(self.room.jobs_url(endpoint)?.path([action]))
    }
}

open_enum! {
    /// What a job does, as the vendor names it.
    ///
    /// Example: [`Start`].
    Kind {
        /// `basic`.
        Basic = "basic",
        /// `simple`.
        Simple = "simple",
    }
}
