use std::{fmt, sync::Arc};

use ring::{
    error::KeyRejected,
    rand::SystemRandom,
    rsa::KeyPair,
    signature::{KeyPair as _, RSA_PKCS1_SHA256},
};
use rustls_pki_types::pem::SectionKind;

use super::{KeyError, KeyKind, PublicKey, Rs256Key, der, pem};
use crate::{Secret, SignError};

/// A private RSA key of 2048 to 4096 bits, held in memory: redacted in `Debug`, one copy shared by all clones.
///
/// Its text and its DER are wiped once it is read. What the reader of PEM buffers meanwhile is not, nor are the
/// numbers in which ring holds the key; a key that must not stay in memory belongs in a key-management service, behind [`Rs256Key`].
///
/// Example: [`rsa`](crate::rsa).
#[derive(Clone)]
pub struct PrivateKey(Arc<KeyPair>);

impl PrivateKey {
    /// Reads a key from the text of a PEM file: PKCS#8 (`BEGIN PRIVATE KEY`, what the vendor's dashboard hands
    /// out) or PKCS#1 (`BEGIN RSA PRIVATE KEY`). A `String` is moved, and wiped. Example: [`rsa`](crate::rsa).
    ///
    /// # Errors
    /// A [`KeyError`]; for another kind of key or a certificate it says what that is.
    pub fn from_pem(pem: impl Into<Secret>) -> Result<Self, KeyError> {
        let wanted = KeyKind::RsaPrivate;
        let kinds = [SectionKind::PrivateKey, SectionKind::RsaPrivateKey];
        let (kind, der) = pem::find(pem.into().expose(), wanted, &kinds)?;
        let pair = match kind {
            SectionKind::RsaPrivateKey => KeyPair::from_der(&der),
            _ => match der::pkcs8(&der).ok_or(KeyError::Damaged)? {
                KeyKind::RsaPrivate => KeyPair::from_pkcs8(&der),
                found => return Err(KeyError::Kind { wanted, found }),
            },
        };
        pair.map(|pair| Self(Arc::new(pair))).map_err(rejected)
    }

    /// The public half, which verifies what this one signs. Example: [`rsa`](crate::rsa).
    pub fn public_key(&self) -> PublicKey {
        PublicKey::of(self.0.public_key().as_ref())
    }
}

impl Rs256Key for PrivateKey {
    fn sign(&self, text: &[u8]) -> Result<Vec<u8>, SignError> {
        let mut signature = vec![0; self.0.public().modulus_len()];
        let signed = self.0.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text, &mut signature);
        signed.map_err(|_| SignError::new("private key", "must be a sound RSA key: it could not sign"))?;
        Ok(signature)
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(..)")
    }
}

fn rejected(error: KeyRejected) -> KeyError {
    KeyError::Rejected(error.to_string())
}
