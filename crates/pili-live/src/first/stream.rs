use pili_core::{
    Endpoint, Result, Url,
    auth::names::{checked_name, is_word},
};

use super::Streams;
use crate::noun::{Named, checked};

checked_name! {
    /// The id that the service gave a stream: letters, digits, `-` or `_`.
    StreamId, "stream id", "must be 1 to 200 letters, digits, `-` or `_`", |id| is_word(id, 1, 200)
}

/// A stream of the first generation. Builds operations; holds no client.
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
