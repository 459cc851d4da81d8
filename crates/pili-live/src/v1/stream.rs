use pili_core::{Endpoint, Result, Url, auth::names::NameError};

use super::StreamId;
use crate::noun::{Named, checked, named};

/// A stream of the 2015 API. Builds operations; holds no client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    id: Named<StreamId>,
}

impl Stream {
    /// The stream of an id: a text, checked, or a [`StreamId`], as it is.
    pub fn new<I: TryInto<StreamId, Error: Into<NameError>>>(id: I) -> Self {
        Self { id: named(id) }
    }

    /// `/v1/streams/{id}`.
    pub(super) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(endpoint.url().path(["v1", "streams", checked(&self.id)?.as_str()]))
    }
}
