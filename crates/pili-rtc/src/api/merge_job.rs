//! Merge jobs of v3, which the vendor calls deprecated; [`job`](super::job) has their successor (spec 4.10).

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeJob {
    room: Room,
    id: String,
}

impl Room {
    /// The merge job of an id, chosen by you. The vendor prefers [`start_job`](Room::start_job).
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
