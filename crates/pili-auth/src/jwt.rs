//! JSON Web Tokens signed with HMAC-SHA256 ("HS256"), the one kind that OpenTok's keys use.
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

use serde_json::{Value, json};

use crate::{Secret, mac};

/// Signs `claims`, a JSON object.
pub fn encode(claims: &Value, secret: &Secret) -> String {
    let text = signing_text(claims);
    let signature = mac::hmac_sha256(secret.expose(), text.as_bytes());
    format!("{text}.{}", mac::base64url_bare(&signature))
}

/// The claims of a token whose signature is right; under an empty secret none is. Times are not looked at: what they mean is the caller's.
///
/// # Errors
/// A [`JwtError`] that says which part is wrong.
pub fn verify(token: &str, secret: &Secret) -> Result<Value, JwtError> {
    let (text, signature) = token.rsplit_once('.').ok_or(JwtError::Malformed)?;
    let algorithm = header(text)?["alg"].as_str().unwrap_or_default().to_owned();
    if algorithm != "HS256" {
        return Err(JwtError::Algorithm(algorithm));
    }
    let signature = mac::from_base64url(signature).ok_or(JwtError::Malformed)?;
    if !mac::hmac_sha256_matches(secret, text.as_bytes(), &signature) {
        return Err(JwtError::Signature);
    }
    claims(token)
}

/// The claims of a token, unverified.
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
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JwtError {
    /// It is not `header.claims.signature` of Base64 JSON objects.
    Malformed,
    /// It is signed with another algorithm than HS256.
    Algorithm(String),
    /// The signature does not match: another secret, or a changed token.
    Signature,
}

impl fmt::Display for JwtError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed => f.write_str("the token is not a JSON Web Token"),
            Self::Algorithm(name) => write!(f, "the token is signed with `{name}` instead of `HS256`"),
            Self::Signature => f.write_str("the token's signature does not match"),
        }
    }
}

impl std::error::Error for JwtError {}

/// The part of a token that is signed: header and claims.
pub(crate) fn signing_text(claims: &Value) -> String {
    let header = json!({ "alg": "HS256", "typ": "JWT" });
    let part = |value: &Value| mac::base64url_bare(value.to_string().as_bytes());
    format!("{}.{}", part(&header), part(claims))
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
    use super::*;

    #[test]
    fn a_token_that_claims_to_need_no_signature_is_refused() {
        let part = |value: Value| mac::base64url_bare(value.to_string().as_bytes());
        let token = format!("{}.{}.", part(json!({ "alg": "none" })), part(json!({ "iss": "1" })));
        assert_eq!(verify(&token, &"s".into()), Err(JwtError::Algorithm("none".into())));
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
            assert!(matches!(verify(token, &"s".into()), Err(JwtError::Malformed | JwtError::Algorithm(_))));
            assert_eq!(claims(token), Err(JwtError::Malformed), "{token}");
        }
    }
}
