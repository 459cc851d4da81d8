use std::{fmt, sync::Arc};

use zeroize::Zeroizing;

use crate::{SignError, mac::Keys, signer::check_keys, verify};

/// A secret key: redacted in `Debug`, compared in constant time, one wiped copy shared by all clones.
///
/// ```
/// use pili_auth::Secret;
/// let secret = Secret::new("secret-key");
/// assert_eq!(format!("{secret:?}"), "Secret(..)");
/// assert_eq!((secret.expose(), secret.is_empty()), (&b"secret-key"[..], false));
/// ```
#[derive(Clone)]
pub struct Secret(Arc<Held>);

struct Held {
    bytes: Zeroizing<Vec<u8>>,
    keys: Keys,
}

impl Secret {
    /// Takes the secret; a `String` or `Vec<u8>` is moved, not copied. Example: [`Secret`].
    pub fn new(secret: impl Into<Vec<u8>>) -> Self {
        Self(Arc::new(Held { bytes: Zeroizing::new(secret.into()), keys: Keys::default() }))
    }

    /// The secret's bytes. Named so that every use is easy to find. Example: [`Secret`].
    pub fn expose(&self) -> &[u8] {
        &self.0.bytes
    }

    /// Whether there is no secret at all, which every signer refuses. Example: [`Secret`].
    pub fn is_empty(&self) -> bool {
        self.0.bytes.is_empty()
    }

    /// What signs with it.
    pub(crate) fn keys(&self) -> &Keys {
        &self.0.keys
    }
}

impl From<&str> for Secret {
    fn from(secret: &str) -> Self {
        Self::new(secret)
    }
}

impl From<String> for Secret {
    fn from(secret: String) -> Self {
        Self::new(secret)
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        verify::same(self.expose(), other.expose())
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// An access key and its secret key; temporary ones have a security token besides.
///
/// ```
/// let credentials = pili_auth::Credentials::new("access-key", "secret-key");
/// assert_eq!(format!("{credentials:?}"), r#"Credentials { access_key: "access-key", secret_key: Secret(..), security_token: None }"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    access_key: String,
    secret_key: Secret,
    security_token: Option<Secret>,
}

impl Credentials {
    /// A key pair. Nothing is checked here: a signer refuses an empty half when it is used. Example: [`Credentials`].
    pub fn new(access_key: impl Into<String>, secret_key: impl Into<Secret>) -> Self {
        Self { access_key: access_key.into(), secret_key: secret_key.into(), security_token: None }
    }

    /// A key pair that ends soon, and the token it goes with: what the Security Token Service (STS) of Alibaba
    /// Cloud gives. Other vendors have none, and their signers leave the token out. Example: [`oss`](crate::oss).
    pub fn temporary(
        access_key: impl Into<String>,
        secret_key: impl Into<Secret>,
        security_token: impl Into<Secret>,
    ) -> Self {
        Self { security_token: Some(security_token.into()), ..Self::new(access_key, secret_key) }
    }

    /// The public half.
    ///
    /// ```
    /// use pili_auth::Credentials;
    /// let credentials = Credentials::temporary("STS.id", "secret", "token");
    /// assert_eq!(credentials.access_key(), "STS.id");
    /// assert_eq!(credentials.secret_key().expose(), b"secret");
    /// assert!(credentials.security_token().is_some());
    /// assert!(credentials.check().is_ok());
    /// ```
    pub fn access_key(&self) -> &str {
        &self.access_key
    }

    /// The secret half. Example: [`Credentials::access_key`].
    pub fn secret_key(&self) -> &Secret {
        &self.secret_key
    }

    /// The token that goes with a temporary key pair. Example: [`Credentials::access_key`].
    pub fn security_token(&self) -> Option<&Secret> {
        self.security_token.as_ref()
    }

    /// Refuses a pair with an empty half, which cannot sign. Example: [`Credentials::access_key`].
    ///
    /// # Errors
    /// An error that names the half.
    pub fn check(&self) -> Result<(), SignError> {
        check_keys(self)
    }
}
