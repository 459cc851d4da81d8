use pili_auth::Secret;

/// The publish key of a hub or stream; not the secret key of an account, hence a type of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishKey(Secret);

impl PublishKey {
    /// Takes the key. An empty one is refused when it is used.
    pub fn new(key: impl Into<Secret>) -> Self {
        Self(key.into())
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
