//! Archives: recordings of sessions (spec 7).

mod add_stream;
mod delete;
mod get;
mod list;
mod remove_stream;
mod set_layout;
mod start;
mod stop;

use pili_core::{Endpoint, Result, Url};

use crate::{Project, id::Id};

pub use add_stream::AddArchiveStream;
pub use delete::DeleteArchive;
pub use get::GetArchive;
pub use list::ListArchives;
pub use remove_stream::RemoveArchiveStream;
pub use set_layout::SetArchiveLayout;
pub use start::StartArchive;
pub use stop::StopArchive;

/// An archive. Builds operations; holds no client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    pub(crate) project: Project,
    pub(crate) id: Id,
}

impl Archive {
    /// `/archive/{id}`.
    pub(crate) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.project.url(endpoint)?.path(["archive"]).id(self.id.checked()?))
    }
}
