//! RSA keys that sign and verify with RS256, which is RSASSA-PKCS1-v1_5 over SHA-256 (RFC 7518 section 3.3).
//!
//! [`Rs256Key`] is what signs. [`PrivateKey`] is one that is read from PEM; a key that never leaves its
//! key-management service implements the trait too. [`PublicKey`] verifies. Both keys need the feature `ring`.
//!
//! ```no_run
//! use pili_auth::rsa::{PrivateKey, Rs256Key};
//!
//! # let pem = "";
//! let key = PrivateKey::from_pem(pem)?;
//! let signature = key.sign(b"text")?;
//! assert!(key.public_key().verify(b"text", &signature));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "ring")]
mod held;

use std::{fmt, sync::Arc};

use crate::SignError;

#[cfg(feature = "ring")]
pub use held::{KeyError, KeyKind, PrivateKey, PublicKey};

/// A private RSA key, wherever it is held: it signs with RS256.
///
/// Like [`Signer`](crate::Signer) it does not wait for anything: the call that needs a signature stands still
/// meanwhile. A key-management service that is asked over the network belongs behind something that may block.
///
/// ```
/// use pili_auth::{SignError, rsa::Rs256Key};
///
/// #[derive(Debug)]
/// struct InTheVault;
///
/// impl Rs256Key for InTheVault {
///     fn sign(&self, text: &[u8]) -> Result<Vec<u8>, SignError> {
///         let answer: Result<Vec<u8>, String> = Err(format!("no vault to sign {} bytes", text.len()));
///         answer.map_err(|error| SignError::new("private key", error))
///     }
/// }
/// assert!(InTheVault.sign(b"text").is_err());
/// ```
pub trait Rs256Key: fmt::Debug + Send + Sync {
    /// The signature over `text` itself, not over a hash of it: RSASSA-PKCS1-v1_5 with SHA-256, as long as the
    /// modulus. Example: [`Rs256Key`].
    ///
    /// # Errors
    /// When the key cannot sign now; the error's rule says why.
    fn sign(&self, text: &[u8]) -> Result<Vec<u8>, SignError>;
}

impl<K: Rs256Key + ?Sized> Rs256Key for Arc<K> {
    fn sign(&self, text: &[u8]) -> Result<Vec<u8>, SignError> {
        (**self).sign(text)
    }
}
