//! Streams of the v2 API: the noun, and one operation a file (spec 4.1).

pub(crate) mod batch_live;
pub(crate) mod create;
pub(crate) mod disable;
mod enable;
mod history;
#[cfg(feature = "__wire")]
pub(crate) mod in_path;
mod info;
mod list;
mod live;
mod live_entry;
pub(crate) mod save_as;
pub(crate) mod set_converts;
pub(crate) mod snapshot;
mod stats;

use base64::{Engine as _, engine::general_purpose::URL_SAFE};
use pili_core::{Endpoint, Result, Url, auth::names::StreamKey};

use crate::{
    Hub,
    noun::{Named, checked},
};

pub use crate::{
    disabled::Disabled,
    saving::{Format, Picture},
};
pub use batch_live::{BatchLive, LiveStatuses};
pub use create::Create;
pub use disable::Disable;
pub use enable::Enable;
pub use history::{Activity, History};
pub use info::{Info, StreamInfo};
pub use list::{List, StreamItem, StreamPage};
pub use live::{Fps, Live, LiveStatus};
pub use live_entry::LiveEntry;
pub use save_as::{Expiry, FirstTs, SaveAs, Saved};
pub use set_converts::SetConverts;
pub use snapshot::Snapshot;
pub use stats::{Stats, StreamStat, StreamStatDetail, StreamStats};

/// A stream of a hub. Builds operations; holds no client.
///
/// Example: [`Hub::stream`].
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
