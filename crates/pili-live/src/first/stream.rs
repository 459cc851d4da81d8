//! Streams of the first generation: the noun, and one operation a file.

pub(crate) mod create;
mod delete;
mod info;
mod list;
mod protocol;
pub(crate) mod status;
mod storage;
pub(crate) mod update;
mod watch;

use pili_core::{
    Endpoint, Result, Url,
    auth::names::{checked_name, is_word},
};

use super::Streams;
use crate::noun::{Named, checked};

pub use create::Create;
pub use delete::Delete;
pub use info::{Info, PushUrl, StreamInfo};
pub use list::{List, StreamPage};
pub use protocol::Protocol;
pub use status::Status;
pub use storage::Storage;
pub use update::Update;
pub use watch::Watch;

checked_name! {
    /// The id that the service gave a stream: letters, digits, `-` or `_`.
    ///
    /// ```
    /// use pili_live::first::stream::StreamId;
    /// assert_eq!(StreamId::new("54068a9063b906000d000001")?.as_str(), "54068a9063b906000d000001");
    /// assert!(StreamId::new("a b").is_err());
    /// # Ok::<(), pili_live::core::auth::names::NameError>(())
    /// ```
    StreamId, "stream id", "must be 1 to 200 letters, digits, `-` or `_`", |id| is_word(id, 1, 200)
}

/// A stream of the first generation. Builds operations; holds no client.
///
/// Example: [`first`](crate::first).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    streams: Streams,
    id: Named<StreamId>,
}

impl Stream {
    pub(super) fn new(streams: Streams, id: Named<StreamId>) -> Self {
        Self { streams, id }
    }

    /// `/v1/streams/{id}`.
    pub(super) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.streams.url(endpoint).path([checked(&self.id)?.as_str()]))
    }
}
