//! JSON Web Tokens: signed with HMAC-SHA256 ("HS256"), as OpenTok's projects do, or with an RSA key ("RS256"), as
//! Vonage's applications do.
//!
//! The key says the algorithm and the token does not: a function of this module knows one. Whatever else a token's
//! header names (`jwk`, `jku`, `x5u`, `kid`) is not looked at.
//!
//! ```
//! use pili_auth::{Secret, jwt};
//!
//! let secret = Secret::from("api secret");
//! let token = jwt::encode(&serde_json::json!({ "iss": "45678123" }), &secret);
//! assert_eq!(jwt::verify(&token, &secret)?["iss"], "45678123");
//! # Ok::<(), jwt::JwtError>(())
//! ```

use std::fmt;

use serde_core::Serialize;
use serde_json::Value;

#[cfg(feature = "ring")]
use crate::rsa::PublicKey;
use crate::{Secret, SignError, mac, rsa::Rs256Key};

const HS256: &str = "HS256";
#[cfg(any(feature = "ring", test))]
const RS256: &str = "RS256";

/// Base64 of `{"alg":"HS256","typ":"JWT"}`, and of the same with RS256.
const HS256_HEADER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
const RS256_HEADER: &str = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9";

/// Signs `claims`, a JSON object, with HS256.
///
/// Example: [`jwt`](crate::jwt).
pub fn encode(claims: &Value, secret: &Secret) -> String {
    sealed(&text_hs256(claims), secret)
}

/// Signs claims that are texts and numbers, with HS256, without making a [`Value`] of them.
pub(crate) fn encode_written(claims: &impl Serialize, secret: &Secret) -> String {
    let mut json = Vec::with_capacity(LENGTH);
    // Into memory, which takes all.
    let _ = serde_json::to_writer(&mut json, claims);
    let mut token = joined(HS256_HEADER, &json);
    seal(&mut token, secret);
    token
}

/// Signs `claims`, a JSON object, with RS256.
///
/// ```
/// use pili_auth::{jwt, rsa::PrivateKey};
///
/// # let pem = include_str!("../tests/keys/application.pkcs8.pem");
/// let key = PrivateKey::from_pem(pem)?;
/// let token = jwt::encode_rs256(&serde_json::json!({ "sub": "door" }), &key)?;
/// assert_eq!(jwt::verify_rs256(&token, &key.public_key())?["sub"], "door");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When the key cannot sign now.
pub fn encode_rs256(claims: &Value, key: &dyn Rs256Key) -> Result<String, SignError> {
    sealed_rs256(&text_rs256(claims), key)
}

/// The claims of a token whose HS256 signature is right; under an empty secret none is. Times are not looked at:
/// what they mean is the caller's.
///
/// Example: [`jwt`](crate::jwt).
///
/// # Errors
/// A [`JwtError`] that says which part is wrong.
pub fn verify(token: &str, secret: &Secret) -> Result<Value, JwtError> {
    check(token, HS256, |text, signature| mac::hmac_sha256_matches(secret, text, signature))
}

/// The claims of a token whose RS256 signature is right; needs the feature `ring`. Times are not looked at: what they mean is the caller's.
///
/// Example: [`encode_rs256`].
///
/// # Errors
/// A [`JwtError`] that says which part is wrong.
#[cfg(feature = "ring")]
pub fn verify_rs256(token: &str, key: &PublicKey) -> Result<Value, JwtError> {
    check(token, RS256, |text, signature| key.verify(text, signature))
}

fn check(
    token: &str,
    wanted: &'static str,
    is_signed: impl FnOnce(&[u8], &[u8]) -> bool,
) -> Result<Value, JwtError> {
    let claims = claims(token)?;
    let header = header(token)?;
    let named = header["alg"].as_str().unwrap_or_default();
    if named != wanted {
        return Err(JwtError::Algorithm { named: named.to_owned(), wanted });
    }
    if header.get("crit").is_some() {
        return Err(JwtError::Critical);
    }
    let (text, signature) = token.rsplit_once('.').ok_or(JwtError::Malformed)?;
    let signature = mac::from_base64url(signature).ok_or(JwtError::Malformed)?;
    if is_signed(text.as_bytes(), &signature) { Ok(claims) } else { Err(JwtError::Signature) }
}

/// The claims of a token, unverified.
///
/// ```
/// use pili_auth::jwt;
/// let token = jwt::encode(&serde_json::json!({ "iss": "45678123" }), &"secret".into());
/// assert_eq!(jwt::claims(&token)?["iss"], "45678123"); // whoever signed it
/// assert_eq!(jwt::claims("no token"), Err(jwt::JwtError::Malformed));
/// # Ok::<(), jwt::JwtError>(())
/// ```
///
/// # Errors
/// [`JwtError::Malformed`] when the token is not three dotted parts of Base64 JSON.
pub fn claims(token: &str) -> Result<Value, JwtError> {
    let mut parts = token.split('.');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(_), Some(claims), Some(_), None) => object(claims),
        _ => Err(JwtError::Malformed),
    }
}

/// Why a token is refused.
///
/// Example: [`jwt`](crate::jwt).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JwtError {
    /// It is not `header.claims.signature` of Base64 JSON objects.
    Malformed,
    /// It is signed with another algorithm than that of the key.
    Algorithm {
        /// The one that its header names; empty for none.
        named: String,
        /// The one that is verified.
        wanted: &'static str,
    },
    /// Its header has conditions (`crit`), which whoever does not know them must not pass over (RFC 7515).
    Critical,
    /// The signature does not match: another secret, or a changed token.
    Signature,
}

impl fmt::Display for JwtError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed => f.write_str("the token is not a JSON Web Token"),
            Self::Algorithm { named, wanted } => {
                write!(f, "the token is signed with `{}` instead of `{wanted}`", named.escape_debug())
            }
            Self::Critical => f.write_str("the token has conditions in `crit`, which are unknown here"),
            Self::Signature => f.write_str("the token's signature does not match"),
        }
    }
}

impl std::error::Error for JwtError {}

/// The part of a token that is signed with HS256: header and claims.
pub(crate) fn text_hs256(claims: &Value) -> String {
    joined(HS256_HEADER, claims.to_string().as_bytes())
}

/// The part of a token that is signed with RS256: header and claims.
pub(crate) fn text_rs256(claims: &Value) -> String {
    joined(RS256_HEADER, claims.to_string().as_bytes())
}

/// A token of its signed part.
pub(crate) fn sealed(text: &str, secret: &Secret) -> String {
    let mut token = text.to_owned();
    seal(&mut token, secret);
    token
}

fn seal(token: &mut String, secret: &Secret) {
    let signature = mac::hmac_sha256(secret, token.as_bytes());
    token.push('.');
    mac::push_base64url_bare(&signature, token);
}

/// A token of its signed part.
pub(crate) fn sealed_rs256(text: &str, key: &dyn Rs256Key) -> Result<String, SignError> {
    Ok(joined(text, &key.sign(text.as_bytes())?))
}

/// Enough for most claims.
const LENGTH: usize = 256;

/// A dot and a signature with HS256.
const SIGNATURE: usize = 44;

/// A text, a dot, and bytes in Base64; with room for a signature.
fn joined(text: &str, bytes: &[u8]) -> String {
    let mut joined = String::with_capacity(text.len() + 2 + bytes.len().div_ceil(3) * 4 + SIGNATURE);
    joined.push_str(text);
    joined.push('.');
    mac::push_base64url_bare(bytes, &mut joined);
    joined
}

/// The header of a token, unverified.
pub(crate) fn header(token: &str) -> Result<Value, JwtError> {
    object(token.split('.').next().unwrap_or_default())
}

fn object(part: &str) -> Result<Value, JwtError> {
    let bytes = mac::from_base64url(part).ok_or(JwtError::Malformed)?;
    let value: Value = serde_json::from_slice(&bytes).map_err(|_| JwtError::Malformed)?;
    if value.is_object() { Ok(value) } else { Err(JwtError::Malformed) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_header_names_the_algorithm_and_the_type() {
        for (written, algorithm) in [(HS256_HEADER, HS256), (RS256_HEADER, RS256)] {
            assert_eq!(header(written), Ok(json!({ "alg": algorithm, "typ": "JWT" })));
        }
    }

    #[test]
    fn a_token_that_claims_to_need_no_signature_is_refused() {
        let part = |value: Value| mac::base64url_bare(value.to_string().as_bytes());
        let token = format!("{}.{}.", part(json!({ "alg": "none" })), part(json!({ "iss": "1" })));
        assert_eq!(
            verify(&token, &"s".into()),
            Err(JwtError::Algorithm { named: "none".into(), wanted: HS256 })
        );
    }

    #[test]
    fn a_changed_claim_breaks_the_signature() {
        let token = encode(&json!({ "iss": "1" }), &"s".into());
        let other = encode(&json!({ "iss": "2" }), &"t".into());
        let forged = format!("{}.{}", other.rsplit_once('.').unwrap().0, token.rsplit_once('.').unwrap().1);
        assert_eq!(verify(&forged, &"s".into()), Err(JwtError::Signature));
    }

    #[test]
    fn anything_but_three_parts_of_json_is_malformed() {
        for token in ["", "a", "a.b", "a.b.c", "e30.e30", "e30.e30.e30.e30"] {
            assert!(matches!(
                verify(token, &"s".into()),
                Err(JwtError::Malformed | JwtError::Algorithm { .. })
            ));
            assert_eq!(claims(token), Err(JwtError::Malformed), "{token}");
        }
    }
}
