//! Jobs that publish tracks of a room onward, as they are (spec 4.10).
//!
//! Example: [`ForwardJob::start`](crate::forward_job::ForwardJob::start).

pub(super) mod start;
mod stop;

use pili_core::{Endpoint, Result, Url};

use super::{check::required, room::Room};

pub use start::Start;
pub use stop::Stop;

/// A job that publishes tracks of a user onward. Builds operations; holds no client.
///
/// Example: [`ForwardJob::start`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForwardJob {
    room: Room,
    id: String,
    player_id: String,
}

impl Room {
    /// The forward job of an id, chosen by you, for the tracks of a user: the service wants both ids always.
    /// Example: [`ForwardJob::start`].
    pub fn forward_job(&self, id: impl Into<String>, player_id: impl AsRef<str>) -> ForwardJob {
        ForwardJob { room: self.clone(), id: id.into(), player_id: player_id.as_ref().to_owned() }
    }
}

impl ForwardJob {
    /// `/v3/apps/{app}/rooms/{room}/forward_job`; the ids go into the body.
    fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        required("job id", &self.id)?;
        required("player id", &self.player_id)?;
        Ok(self.room.url(endpoint)?.path(["forward_job"]))
    }
}
