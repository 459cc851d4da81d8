use http::HeaderMap;

use crate::{VerifyError, verify};

/// An `Authorization` header of the form `<scheme> <access key>:<signature>`, taken apart.
///
/// ```
/// use http::{HeaderMap, HeaderValue, header::AUTHORIZATION};
/// use pili_auth::qiniu::Authorization;
///
/// let headers = HeaderMap::from_iter([(AUTHORIZATION, HeaderValue::from_static("Qiniu ak:signature"))]);
/// let header = Authorization::of(&headers)?;
/// assert_eq!((header.scheme, header.access_key, header.signature), ("Qiniu", "ak", "signature"));
/// # Ok::<(), pili_auth::VerifyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Authorization<'a> {
    /// The word before the blank: `Qiniu`, `QBox`, `pili`.
    pub scheme: &'a str,
    /// The public half of the key pair, by which a service finds the secret half.
    pub access_key: &'a str,
    /// The signature as sent.
    pub signature: &'a str,
}

impl<'a> Authorization<'a> {
    /// Reads the header of a request. Example: [`Authorization`].
    ///
    /// # Errors
    /// [`VerifyError::Missing`] or [`VerifyError::Malformed`]; [`VerifyError::Duplicate`] also for a second date.
    pub fn of(headers: &'a HeaderMap) -> Result<Self, VerifyError> {
        Self::parse(verify::authorization(headers)?).ok_or(VerifyError::Malformed)
    }

    fn parse(value: &'a str) -> Option<Self> {
        let (scheme, rest) = value.split_once(' ')?;
        let (access_key, signature) = rest.trim_start().split_once(':')?;
        let whole = !scheme.is_empty() && !access_key.is_empty() && !signature.is_empty();
        whole.then_some(Self { scheme, access_key, signature })
    }
}
