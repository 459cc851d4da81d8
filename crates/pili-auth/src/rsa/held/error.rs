use std::fmt;

/// Why a key is not taken. No part of it is shown.
///
/// ```
/// use pili_auth::rsa::{KeyError, KeyKind, PrivateKey};
///
/// # let public = include_str!("../../../tests/keys/application.public.pem");
/// assert_eq!(PrivateKey::from_pem("private.pem").unwrap_err(), KeyError::NoPem);
/// let found = KeyError::Kind { wanted: KeyKind::RsaPrivate, found: KeyKind::RsaPublic };
/// assert_eq!(PrivateKey::from_pem(public).unwrap_err(), found);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// There is no PEM text: no line `-----BEGIN …-----`. A file's name is none, nor is DER.
    NoPem,
    /// Its line breaks are written as `\n`, which is common in environment variables.
    EscapedLines,
    /// It is another thing than the one that is wanted.
    Kind {
        /// What is wanted.
        wanted: KeyKind,
        /// What it is.
        found: KeyKind,
    },
    /// It is named as what is wanted, and cannot be read.
    Damaged,
    /// It is what is wanted, of a size or with numbers that are not taken: what the cryptographic library says.
    Rejected(String),
}

/// What a PEM text holds.
///
/// Example: [`KeyError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyKind {
    /// A private RSA key, in PKCS#8 or PKCS#1.
    RsaPrivate,
    /// A public RSA key, in the form of certificates (SPKI).
    RsaPublic,
    /// A public RSA key in PKCS#1.
    RsaPublicPkcs1,
    /// An RSA key for PSS signatures only.
    RsaPss,
    /// A key for elliptic curves, private or public.
    Ec,
    /// An Ed25519 or Ed448 key, private or public.
    Edwards,
    /// A private key in OpenSSH's own form.
    OpenSsh,
    /// A private key that needs a password.
    Encrypted,
    /// A certificate.
    Certificate,
    /// A request for a certificate.
    CertificateRequest,
    /// Anything else.
    Other,
}

impl KeyKind {
    fn described(self) -> &'static str {
        match self {
            Self::RsaPrivate => "a private RSA key",
            Self::RsaPublic => "a public RSA key",
            Self::RsaPublicPkcs1 => {
                "a public key in PKCS#1: `openssl rsa -RSAPublicKey_in -pubout` converts it"
            }
            Self::RsaPss => "an RSA key for PSS signatures, which RS256 does not make",
            Self::Ec => "an EC key",
            Self::Edwards => "an Ed25519 or Ed448 key",
            Self::OpenSsh => "a key in OpenSSH's form: `ssh-keygen -p -m PKCS8` converts it",
            Self::Encrypted => "encrypted: decrypt it first, as `openssl pkey` does",
            Self::Certificate => {
                "a certificate: `openssl x509 -pubkey -noout` takes the public key out of it"
            }
            Self::CertificateRequest => "a certificate request",
            Self::Other => "something else",
        }
    }
}

impl fmt::Display for KeyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.described())
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPem => f.write_str(
                "there is no key: wanted is the text of a PEM file, which begins with `-----BEGIN`, and not its name",
            ),
            Self::EscapedLines => {
                f.write_str(r"the key has `\n` where its lines should end: put line breaks there")
            }
            Self::Kind { wanted, found } => write!(f, "the key must be {wanted}, and it is {found}"),
            Self::Damaged => f.write_str("the key cannot be read: its PEM text is cut off or changed"),
            Self::Rejected(why) => write!(f, "the key is not taken ({why}): RSA keys have 2048 to 4096 bits"),
        }
    }
}

impl std::error::Error for KeyError {}
