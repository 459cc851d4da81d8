//! Live channels: the noun, and one operation with its answer a file (spec 2).

pub(crate) mod create;
mod delete;
pub(crate) mod history;
mod info;
mod list;
mod playlist;
mod post_vod_playlist;
mod set_status;
mod snapshot;
mod stat;
mod status;
mod target;
mod urls;
mod vod_playlist;

use pili_core::{
    Endpoint, Request, Result, Url,
    auth::oss::ChannelName,
    noun::{Named, checked},
};

use crate::Bucket;

pub use create::{Create, CreatedChannel};
pub use delete::Delete;
pub use history::{History, LiveRecord};
pub use info::{ChannelConfig, Info};
pub use list::{ChannelEntry, ChannelPage, List};
pub use playlist::PlaylistName;
pub use post_vod_playlist::PostVodPlaylist;
pub use set_status::SetStatus;
pub use snapshot::Snapshot;
pub use stat::{Audio, ChannelStat, Stat, StreamStatus, Video};
pub use status::ChannelStatus;
pub use target::{Target, TargetType};
pub use urls::Urls;
pub use vod_playlist::VodPlaylist;

/// A live channel of a bucket. Builds operations; holds no client.
///
/// Example: [`LiveChannel::delete`].
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
