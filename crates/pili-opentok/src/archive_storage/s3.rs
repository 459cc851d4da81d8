use pili_core::{Error, Result, auth::Secret};
use serde::{Deserialize, Serialize};

use crate::{
    id::check_filled,
    read::{check_secret, secret},
};

/// A bucket of Amazon S3, or of a provider that speaks the same.
///
/// ```
/// # use pili_opentok::archive_storage::S3;
/// let bucket = S3::new("recordings", "access-key", "secret-key").encrypted(true);
/// assert!(!format!("{bucket:?}").contains("secret-key"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[must_use = "it does nothing until it is set as a project's upload target"]
pub struct S3 {
    access_key: String,
    #[serde(with = "secret")]
    secret_key: Secret,
    bucket: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    endpoint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sse: Option<Encryption>,
}

/// Who encrypts what is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Encryption {
    /// S3, with keys of its own.
    S3,
    /// Nobody.
    None,
}

impl S3 {
    /// A bucket, and a key pair that may write to it. Example: [`S3`].
    pub fn new(
        bucket: impl Into<String>,
        access_key: impl Into<String>,
        secret_key: impl Into<Secret>,
    ) -> Self {
        let (access_key, secret_key, bucket) = (access_key.into(), secret_key.into(), bucket.into());
        Self { access_key, secret_key, bucket, endpoint: None, sse: None }
    }

    /// Another provider's base URL, with `http://` or `https://`; without it Amazon's.
    /// Example: [`Project::set_archive_storage`](crate::Project::set_archive_storage).
    pub fn endpoint(self, url: impl Into<String>) -> Self {
        Self { endpoint: Some(url.into()), ..self }
    }

    /// Whether S3 encrypts what it stores, with keys that it manages; other keys are not supported. Example: [`S3`].
    pub fn encrypted(self, encrypted: bool) -> Self {
        Self { sse: Some(if encrypted { Encryption::S3 } else { Encryption::None }), ..self }
    }

    pub(super) fn check(&self) -> Result<()> {
        check_filled("bucket", &self.bucket)?;
        check_filled("access key", &self.access_key)?;
        check_secret("secret key", &self.secret_key)?;
        let has_scheme = |url: &String| url.starts_with("http://") || url.starts_with("https://");
        if self.endpoint.as_ref().is_some_and(|url| !has_scheme(url)) {
            return Err(Error::invalid("endpoint", "must begin with http:// or https://"));
        }
        Ok(())
    }
}
