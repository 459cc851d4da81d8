//! Streams of the 2015 API: the noun, and one operation a file.

pub(crate) mod create;
mod delete;
pub(crate) mod disable;
mod enable;
mod info;
mod list;
pub(crate) mod save_as;
pub(crate) mod snapshot;
mod status;
pub(crate) mod update;

use pili_core::{Endpoint, Result, Url, auth::names::NameError};

use super::StreamId;
use crate::noun::{Named, checked, named};

pub use crate::{
    disabled::Disabled,
    saving::{Format, Picture},
};
pub use create::Create;
pub use delete::Delete;
pub use disable::Disable;
pub use enable::Enable;
pub use info::{Hosts, Info, StreamInfo};
pub use list::{List, StreamPage};
pub use save_as::{SaveAs, Saved};
pub use snapshot::Snapshot;
pub use status::{Fps, Status, StreamStatus};
pub use update::Update;

/// A stream of the 2015 API. Builds operations; holds no client.
///
/// Example: [`Stream::save_as`].
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
