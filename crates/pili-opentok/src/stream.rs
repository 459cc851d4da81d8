//! Streams that clients publish into a session (spec 9 and 10).

mod get;
mod list;
mod mute;
mod set_class_lists;

use pili_core::{Endpoint, Result, Url};

use crate::{Session, id::Id};

pub use get::GetStream;
pub use list::ListStreams;
pub use mute::MuteStream;
pub use set_class_lists::SetStreamClassLists;

/// A stream of a session. Builds operations; holds no client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    pub(crate) session: Session,
    pub(crate) id: Id,
}

impl Stream {
    /// `/session/{id}/stream/{id}`.
    pub(crate) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.session.url(endpoint)?.path(["stream"]).id(self.id.checked()?))
    }
}
