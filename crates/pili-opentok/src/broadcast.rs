//! Broadcasts: sessions sent out as HLS and RTMP (spec 12).

mod add_stream;
mod get;
mod list;
mod remove_stream;
mod set_layout;
mod start;
mod stop;

use pili_core::{Endpoint, Result, Url};

use crate::{Project, id::Id};

pub use add_stream::AddBroadcastStream;
pub use get::GetBroadcast;
pub use list::ListBroadcasts;
pub use remove_stream::RemoveBroadcastStream;
pub use set_layout::SetBroadcastLayout;
pub use start::{Hls, Rtmp, StartBroadcast};
pub use stop::StopBroadcast;

/// A broadcast. Builds operations; holds no client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broadcast {
    pub(crate) project: Project,
    pub(crate) id: Id,
}

impl Broadcast {
    /// `/broadcast/{id}`.
    pub(crate) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.project.url(endpoint)?.path(["broadcast"]).id(self.id.checked()?))
    }
}
