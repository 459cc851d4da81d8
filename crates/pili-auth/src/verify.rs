//! Checking signatures: constant-time comparison and the reasons for a refusal.

use std::{fmt, time::Duration};

use http::{HeaderMap, header::AUTHORIZATION};

/// Compares in time that depends on the lengths only.
///
/// ```
/// assert!(pili_auth::verify::same("token", "token"));
/// assert!(!pili_auth::verify::same("token", "tokem"));
/// ```
pub fn same(left: impl AsRef<[u8]>, right: impl AsRef<[u8]>) -> bool {
    let (left, right) = (left.as_ref(), right.as_ref());
    let differences = left.iter().zip(right).fold(0, |all, (l, r)| std::hint::black_box(all | (l ^ r)));
    left.len() == right.len() && differences == 0
}

/// Why an incoming signature is refused.
///
/// ```
/// use pili_auth::{Credentials, VerifyError, qiniu::QiniuV2};
/// let unsigned = http::Request::get("https://pili.qiniuapi.com/v2/hubs").body(bytes::Bytes::new())?;
/// let verifier = QiniuV2::new(Credentials::new("ak", "sk"));
/// assert_eq!(verifier.verify(&unsigned), Err(VerifyError::Missing));
/// # Ok::<(), http::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VerifyError {
    /// There is no `Authorization` header.
    Missing,
    /// There is more than one header of this name, so that two readers of the request may read two requests.
    Duplicate(&'static str),
    /// The header has another form than `<scheme> <access key>:<signature>`.
    Malformed,
    /// The header's scheme is not the one that is checked.
    Scheme(String),
    /// The access key is not the one that is checked against.
    UnknownAccessKey(String),
    /// There is no date, or one of another form than the scheme's.
    Date,
    /// The date is further from the service's time than the scheme allows, in either direction.
    Skewed(Duration),
    /// The signature is not the one computed over the request as received.
    Mismatch,
    /// The request cannot be described, so nothing can be computed.
    Unsignable(crate::SignError),
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("there is no Authorization header"),
            Self::Duplicate(name) => {
                write!(f, "the request has more than one `{name}` header: send one")
            }
            Self::Malformed => {
                f.write_str("the Authorization header is not `<scheme> <access key>:<signature>`")
            }
            Self::Scheme(scheme) => write!(f, "the Authorization header has the scheme `{scheme}`"),
            Self::UnknownAccessKey(key) => write!(f, "the access key `{key}` is unknown"),
            Self::Date => f.write_str("the request has no date in the form of the scheme"),
            Self::Skewed(by) => {
                write!(f, "the request's date is {} min away from the service's time", by.as_secs() / 60)
            }
            Self::Mismatch => f.write_str("the signature does not match the request as received"),
            Self::Unsignable(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for VerifyError {}

/// The headers that say who signed and when, whatever the scheme.
const ONCE: [&str; 5] = ["Authorization", "X-OPENTOK-AUTH", "Date", "x-oss-date", "X-Qiniu-Date"];

/// Refuses a request that has one of these headers more than once: a gateway in front may read another one.
pub(crate) fn check_once(headers: &HeaderMap) -> Result<(), &'static str> {
    let doubled = |name: &&str| headers.get_all(*name).iter().nth(1).is_some();
    ONCE.into_iter().find(doubled).map_or(Ok(()), Err)
}

/// The one `Authorization` of a request.
pub(crate) fn authorization(headers: &HeaderMap) -> Result<&str, VerifyError> {
    check_once(headers).map_err(VerifyError::Duplicate)?;
    let value = headers.get(AUTHORIZATION).ok_or(VerifyError::Missing)?;
    value.to_str().map_err(|_| VerifyError::Malformed)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_prefix_is_not_the_same() {
        assert!(!super::same("token", "toke"));
        assert!(!super::same("", "t"));
        assert!(super::same("", ""));
    }
}
