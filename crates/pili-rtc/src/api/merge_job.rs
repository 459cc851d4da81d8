//! Merge jobs of v3, which the vendor calls deprecated; [`job`](super::job) has their successor (spec 4.10).
//!
//! Example: [`Room::merge_job`](crate::Room::merge_job).

mod picture;
pub(super) mod set_tracks;
pub(super) mod set_watermarks;
pub(super) mod start;
mod stop;
mod track;
mod user;

use pili_core::{Endpoint, Result, Url};

use super::{check::path_id, room::Room};

pub use picture::Picture;
pub use set_tracks::SetTracks;
pub use set_watermarks::SetWatermarks;
pub use start::Start;
pub use stop::Stop;
pub use track::Track;
pub use user::User;

/// A job that merges streams of a room into one. Builds operations; holds no client.
///
/// Example: [`Room::merge_job`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeJob {
    room: Room,
    id: String,
}

impl Room {
    /// The merge job of an id, chosen by you. The vendor prefers [`start_job`](Room::start_job).
    ///
    /// ```no_run
    /// # async fn run(client: pili_rtc::Client) -> pili_rtc::core::Result<()> {
    /// use pili_rtc::{App, StretchMode, merge_job::{Picture, Track, User}};
    ///
    /// let job = App::new("desls83s2").room("door-17").merge_job("job-1");
    /// let start = job
    ///     .start()
    ///     .publish_url("rtmp://publish.example.com/shows/door-17")
    ///     .width(1280)
    ///     .height(720)
    ///     .fps(25)
    ///     .kbps(1500)
    ///     .min_rate(500)
    ///     .max_rate(2000)
    ///     .audio_only(false)
    ///     .hold_last_frame(true)
    ///     .stretch_mode(StretchMode::AspectFill)
    ///     .background(Picture::new("https://example.com/wall.png").size(1280, 720))
    ///     .watermark(Picture::new("https://example.com/logo.png").at(16, 16).stretch_mode(StretchMode::AspectFit))
    ///     .user(User::new("visitor-7").sequence(1).background_url("https://example.com/7.png"));
    /// client.send(start).await?;
    ///
    /// let left = Track::new("track-1").at(0, 0).size(640, 720).layer(0);
    /// let right = Track::new("track-2").at(640, 0).size(640, 720).stretch_mode(StretchMode::AspectFit).support_sei(true);
    /// client.send(job.set_tracks([left, right])).await?;
    /// client.send(job.change_tracks([Track::new("track-3")], [Track::new("track-2")])).await?;
    /// client.send(job.set_watermarks([Picture::new("https://example.com/logo.png")])).await?;
    /// client.send(job.stop()).await?;
    /// # Ok(()) }
    /// ```
    pub fn merge_job(&self, id: impl Into<String>) -> MergeJob {
        MergeJob { room: self.clone(), id: id.into() }
    }
}

impl MergeJob {
    /// `/v3/apps/{app}/rooms/{room}/merge_job`.
    fn jobs_url(&self, endpoint: &Endpoint) -> Result<Url> {
        path_id("job id", &self.id)?;
        Ok(self.room.url(endpoint)?.path(["merge_job"]))
    }

    /// `/v3/apps/{app}/rooms/{room}/merge_job/{id}`.
    fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.jobs_url(endpoint)?.path([&self.id]))
    }
}
