use super::random;
use crate::SignError;

/// What makes two tokens of an application differ (`jti`): a UUID, as the vendor's SDKs write it.
///
/// ```
/// use pili_auth::opentok::TokenId;
/// assert_ne!(TokenId::random()?, TokenId::random()?);
/// assert_eq!(TokenId::new("").unwrap_err().field(), "token id");
/// # Ok::<(), pili_auth::SignError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenId(String);

impl TokenId {
    /// An ID of the caller's, which need not be a UUID. Example: [`TokenId`].
    ///
    /// # Errors
    /// When it is empty.
    pub fn new(id: impl Into<String>) -> Result<Self, SignError> {
        let id = id.into();
        if id.is_empty() { Err(SignError::new("token id", "must not be empty")) } else { Ok(Self(id)) }
    }

    /// A random UUID from the system's random source. Example: [`TokenId`].
    ///
    /// # Errors
    /// When the system has none.
    pub fn random() -> Result<Self, SignError> {
        random::uuid().map(Self)
    }

    /// The ID as text.
    ///
    /// ```
    /// use pili_auth::opentok::TokenId;
    /// assert_eq!(TokenId::new("one")?.as_str(), "one");
    /// # Ok::<(), pili_auth::SignError>(())
    /// ```
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
