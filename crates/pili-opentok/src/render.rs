//! Experience Composers: web pages rendered into sessions (spec 13.1).

mod get;
mod list;
mod start;
mod stop;

use pili_core::{Endpoint, Result, Url};

use crate::{Project, id::Id};

pub use get::GetRender;
pub use list::ListRenders;
pub use start::StartRender;
pub use stop::StopRender;

/// An Experience Composer. Builds operations; holds no client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Render {
    pub(crate) project: Project,
    pub(crate) id: Id,
}

impl Render {
    /// `/render/{id}`.
    pub(crate) fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.project.url(endpoint)?.path(["render"]).id(self.id.checked()?))
    }
}
