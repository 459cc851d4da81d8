//! Where a project's archives are uploaded to (spec 7.5).

mod azure;
mod delete;
mod s3;
pub(crate) mod set;

use pili_core::{Endpoint, Result, Url};
use serde::{Deserialize, Serialize};

use crate::Project;

pub use azure::Azure;
pub use delete::Delete;
pub use s3::S3;
pub use set::Set;

/// Where archives are uploaded to when they are made.
///
/// Example: [`Project::set_archive_storage`](crate::Project::set_archive_storage).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "type", content = "config")]
#[non_exhaustive]
pub enum UploadTarget {
    /// A bucket of Amazon S3, or of a provider that speaks the same.
    S3(S3),
    /// A container of Microsoft Azure.
    Azure(Azure),
}

impl UploadTarget {
    /// Refuses what cannot be a target.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`](pili_core::ErrorKind::Invalid), naming the field and the rule.
    #[doc(hidden)]
    pub fn check(&self) -> Result<()> {
        match self {
            Self::S3(s3) => s3.check(),
            Self::Azure(azure) => azure.check(),
        }
    }
}

impl From<S3> for UploadTarget {
    fn from(s3: S3) -> Self {
        Self::S3(s3)
    }
}

impl From<Azure> for UploadTarget {
    fn from(azure: Azure) -> Self {
        Self::Azure(azure)
    }
}

/// What becomes of an archive that cannot be uploaded.
///
/// Example: [`Project::set_archive_storage`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Fallback {
    /// OpenTok's cloud keeps it for 72 hours, as without a target.
    OpenTok,
    /// It is lost.
    None,
}

/// `/archive/storage`.
fn url(project: &Project, endpoint: &Endpoint) -> Result<Url> {
    Ok(project.url(endpoint)?.path(["archive", "storage"]))
}
