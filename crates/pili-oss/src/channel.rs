//! Live channels: the noun, and one operation a file (spec 2).

mod create;
mod delete;
mod history;
mod info;
mod list;
mod playlist;
mod post_vod_playlist;
mod set_status;
mod stat;
mod vod_playlist;

use pili_core::{
    Endpoint, Request, Result, Url,
    auth::oss::ChannelName,
    noun::{Named, checked},
};

use crate::Bucket;

pub use create::Create;
pub use delete::Delete;
pub use history::History;
pub use info::Info;
pub use list::List;
pub use playlist::PlaylistName;
pub use post_vod_playlist::PostVodPlaylist;
pub use set_status::SetStatus;
pub use stat::Stat;
pub use vod_playlist::VodPlaylist;

/// A live channel of a bucket. Builds operations; holds no client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveChannel {
    bucket: Bucket,
    name: Named<ChannelName>,
}

impl LiveChannel {
    pub(crate) fn new(bucket: Bucket, name: Named<ChannelName>) -> Self {
        Self { bucket, name }
    }

    /// The URL of the channel.
    fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.bucket.url(endpoint)?.path([checked(&self.name)?]))
    }

    /// Notes for the signature that the request addresses the channel.
    fn note(&self, request: Request) -> Result<Request> {
        self.bucket.note(request, checked(&self.name)?.as_str())
    }
}
