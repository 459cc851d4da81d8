use pili_auth::{Secret, SignError};

/// The publish key of a hub or stream; not the secret key of an account, hence a type of its own.
///
/// Example: [`UrlToken`](crate::first::UrlToken).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishKey(Secret);

impl PublishKey {
    /// Takes the key. An empty one is refused when it is used.
    ///
    /// ```
    /// use pili_urls::publish::PublishKey;
    /// let key = PublishKey::new("publish-key");
    /// assert_eq!(format!("{key:?}"), "PublishKey(Secret(..))");
    /// ```
    pub fn new(key: impl Into<Secret>) -> Self {
        Self(key.into())
    }

    /// The key, unless it is empty.
    pub(crate) fn checked(&self) -> Result<&Secret, SignError> {
        if self.0.is_empty() { Err(SignError::new("publish key", "must not be empty")) } else { Ok(&self.0) }
    }

    pub(crate) fn secret(&self) -> &Secret {
        &self.0
    }
}

impl From<&str> for PublishKey {
    fn from(key: &str) -> Self {
        Self::new(key)
    }
}

impl From<String> for PublishKey {
    fn from(key: String) -> Self {
        Self::new(key)
    }
}
