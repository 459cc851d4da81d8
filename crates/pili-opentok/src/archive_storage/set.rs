use http::Method;
use pili_core::{Endpoint, Idempotency, Operation, Request, Response, Result};
use serde::{Deserialize, Serialize};

use super::{Fallback, UploadTarget, url};
use crate::{OpenTok, Project, answer, request};

impl Project {
    /// Has the project's archives uploaded to a bucket or container of one's own.
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::Client) -> pili_opentok::core::Result<()> {
    /// use pili_opentok::{Project, archive_storage::{Azure, Fallback, S3}};
    ///
    /// let project = Project::new("45678123");
    /// let s3 = S3::new("access-key", "secret-key", "my-bucket").endpoint("https://s3.example.com");
    /// client.send(project.set_archive_storage(s3).fallback(Fallback::None)).await?;
    /// let azure = Azure::new("account", "key", "container").domain("blob.example.com");
    /// client.send(project.set_archive_storage(azure)).await?;
    /// client.send(project.delete_archive_storage()).await?;
    /// # Ok(()) }
    /// ```
    pub fn set_archive_storage(&self, target: impl Into<UploadTarget>) -> Set {
        Set { project: self.clone(), body: ArchiveStorage { target: target.into(), fallback: None } }
    }
}

/// Sets where archives are uploaded to: `PUT /archive/storage` (spec 7.5). Archives are then
/// [`Uploaded`](crate::archive::ArchiveStatus::Uploaded), and no longer fetched from OpenTok.
///
/// The request carries the key of the storage. It is not shown by `Debug`, in traces or in errors.
///
/// Example: [`Project::set_archive_storage`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Set {
    project: Project,
    body: ArchiveStorage,
}

impl Set {
    /// What becomes of an archive that cannot be uploaded. Example: [`Project::set_archive_storage`].
    pub fn fallback(mut self, fallback: Fallback) -> Self {
        self.body.fallback = Some(fallback);
        self
    }
}

impl Operation for Set {
    type Output = ();
    type Api = OpenTok;
    const NAME: &'static str = "opentok.archive_storage.set";
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.body.target.check()?;
        request::json(Method::PUT, url(&self.project, endpoint)?, &self.body)
    }

    fn decode(&self, response: &Response) -> Result<()> {
        answer::nothing(response)
    }
}

/// The body that sets where archives are uploaded to.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveStorage {
    #[serde(flatten)]
    pub target: UploadTarget,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<Fallback>,
}
