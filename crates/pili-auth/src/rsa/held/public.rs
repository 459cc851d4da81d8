use std::fmt;

use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use rustls_pki_types::pem::SectionKind;

use super::{KeyError, KeyKind, der, pem};
use crate::mac;

/// A public RSA key of 2048 bits or more: it verifies RS256 and nothing else.
///
/// Example: [`rsa`](crate::rsa).
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey(Vec<u8>);

impl PublicKey {
    const LEAST_BYTES: usize = 256;
    const MOST_BYTES: usize = 1024;

    /// Reads a key from the text of a PEM file (`BEGIN PUBLIC KEY`).
    ///
    /// ```
    /// use pili_auth::rsa::{PrivateKey, PublicKey};
    ///
    /// # let private = include_str!("../../../tests/keys/application.pkcs8.pem");
    /// # let public = include_str!("../../../tests/keys/application.public.pem");
    /// assert_eq!(PublicKey::from_pem(public)?, PrivateKey::from_pem(private)?.public_key());
    /// # Ok::<(), pili_auth::rsa::KeyError>(())
    /// ```
    ///
    /// # Errors
    /// A [`KeyError`]; for another kind of key or a certificate it says what that is.
    pub fn from_pem(pem: impl AsRef<[u8]>) -> Result<Self, KeyError> {
        let wanted = KeyKind::RsaPublic;
        let (_, der) = pem::find(pem.as_ref(), wanted, &[SectionKind::PublicKey])?;
        let (found, bits) = der::spki(&der).ok_or(KeyError::Damaged)?;
        if found != wanted {
            return Err(KeyError::Kind { wanted, found });
        }
        match der::modulus_bytes(bits).ok_or(KeyError::Damaged)? {
            0..Self::LEAST_BYTES => Err(KeyError::Rejected("TooSmall".into())),
            Self::LEAST_BYTES..=Self::MOST_BYTES => Ok(Self::of(bits)),
            _ => Err(KeyError::Rejected("TooLarge".into())),
        }
    }

    /// A key in PKCS#1.
    pub(super) fn of(der: &[u8]) -> Self {
        Self(der.to_vec())
    }

    /// Whether `signature` is this key's over `text`, by RS256. Example: [`rsa`](crate::rsa).
    pub fn verify(&self, text: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &self.0).verify(text, signature).is_ok()
    }
}

/// Shows the beginning of the key's SHA-256, which tells two keys apart.
impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey(sha256 {:.16}…)", mac::sha256_hex(&self.0))
    }
}
