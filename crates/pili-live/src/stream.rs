//! Streams of the v2 API: the noun, and one operation a file (spec 4.1).

mod batch_live;
mod converts;
mod create;
mod disable;
mod history;
mod info;
mod list;
mod live;
mod saveas;
mod snapshot;
mod stats;

use base64::{Engine as _, engine::general_purpose::URL_SAFE};
use pili_core::{Endpoint, Result, Url, auth::names::StreamKey};

use crate::{
    Hub,
    noun::{Named, checked},
};

pub use batch_live::{BatchLive, LiveStatuses};
pub use converts::Converts;
pub use create::Create;
pub use disable::Disable;
pub use history::History;
pub use info::Info;
pub use list::List;
pub use live::Live;
pub use saveas::{FirstTs, Format, SaveAs};
pub use snapshot::{Picture, Snapshot};
pub use stats::Stats;

/// A stream of a hub. Builds operations; holds no client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    hub: Hub,
    key: Named<StreamKey>,
}

impl Stream {
    pub(crate) fn new(hub: Hub, key: Named<StreamKey>) -> Self {
        Self { hub, key }
    }

    /// `/v2/hubs/{hub}/streams/{key as URL-safe Base64 with padding}`.
    pub(crate) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        let key = URL_SAFE.encode(checked(&self.key)?.as_str());
        Ok(self.hub.url(endpoint)?.path(["streams", &key]))
    }
}
