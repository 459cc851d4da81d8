use crate::{Credentials, Secret};

/// The API key and secret of an OpenTok account, which create and administer its projects.
///
/// They are not those of a project, and sign other calls, so they are a type of their own. Only the account's
/// administrators see them, in its settings.
///
/// ```
/// let account = pili_auth::opentok::AccountCredentials::new("123456", "account-secret");
/// assert!(!format!("{account:?}").contains("account-secret"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountCredentials(Credentials);

impl AccountCredentials {
    /// A key pair. Nothing is checked here: the signer refuses an empty half when it is used.
    /// Example: [`AccountCredentials`].
    pub fn new(api_key: impl Into<String>, api_secret: impl Into<Secret>) -> Self {
        Self(Credentials::new(api_key, api_secret))
    }

    /// The account's API key.
    ///
    /// ```
    /// use pili_auth::opentok::AccountCredentials;
    /// assert_eq!(AccountCredentials::new("123456", "account-secret").api_key(), "123456");
    /// ```
    pub fn api_key(&self) -> &str {
        self.0.access_key()
    }

    pub(super) fn into_keys(self) -> Credentials {
        self.0
    }
}
