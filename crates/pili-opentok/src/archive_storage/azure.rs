use pili_core::{Result, auth::Secret};
use serde::{Deserialize, Serialize};

use crate::{
    id::check_filled,
    read::{check_secret, secret},
};

/// A container of Microsoft Azure.
///
/// ```
/// # use pili_opentok::archive_storage::Azure;
/// let container = Azure::new("recordings", "account", "account-key");
/// assert!(!format!("{container:?}").contains("account-key"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[must_use = "it does nothing until it is set as a project's upload target"]
pub struct Azure {
    account_name: String,
    #[serde(with = "secret")]
    account_key: Secret,
    container: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    domain: Option<String>,
}

impl Azure {
    /// A container, and the storage account it is in, by its name and key. Example: [`Azure`].
    pub fn new(
        container: impl Into<String>,
        account_name: impl Into<String>,
        account_key: impl Into<Secret>,
    ) -> Self {
        let (account_name, account_key) = (account_name.into(), account_key.into());
        Self { account_name, account_key, container: container.into(), domain: None }
    }

    /// Another domain than Azure's own. Example: [`Project::set_archive_storage`](crate::Project::set_archive_storage).
    pub fn domain(self, domain: impl Into<String>) -> Self {
        Self { domain: Some(domain.into()), ..self }
    }

    pub(super) fn check(&self) -> Result<()> {
        check_filled("container", &self.container)?;
        check_filled("account name", &self.account_name)?;
        check_secret("account key", &self.account_key)?;
        self.domain.as_ref().map_or(Ok(()), |domain| check_filled("domain", domain))
    }
}
