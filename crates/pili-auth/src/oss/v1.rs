use std::time::SystemTime;

use bytes::Bytes;
use http::{
    Request,
    header::{AUTHORIZATION, CONTENT_TYPE, DATE},
};

use super::{OssResource, date, headers, query, signature, signature_matches, source::Source};
use crate::{
    Credentials, SignError, Signer, StringToSign, VerifyError, qiniu::Authorization, signer::check_keys,
};

const SCHEME: &str = "OSS";

/// Signs and verifies with the V1 header signature: `Authorization: OSS <access key>:<signature>` (spec 5).
///
/// Sets `Date` to the time of the attempt. An `x-oss-date` that the caller set takes its place in the
/// signature.
///
/// ```
/// # use std::time::{Duration, UNIX_EPOCH};
/// use pili_auth::{Credentials, Signer, oss::{OssResource, OssV1}};
/// let signer = OssV1::new(Credentials::new("ak", "sk"));
/// let uri = "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/channel?live&comp=stat";
/// let mut request = http::Request::get(uri).body(bytes::Bytes::new())?;
/// request.extensions_mut().insert(OssResource::new("examplebucket", "channel"));
/// signer.sign(&mut request, UNIX_EPOCH + Duration::from_secs(1_700_000_000))?;
/// assert_eq!(
///     signer.string_to_sign(&request)?.to_text(),
///     "GET\n\n\nTue, 14 Nov 2023 22:13:20 GMT\n/examplebucket/channel?comp=stat&live",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct OssV1 {
    credentials: Source,
}

impl OssV1 {
    /// Signs with these credentials, temporary ones included. Example: [`OssV1`].
    pub fn new(credentials: Credentials) -> Self {
        Self { credentials: Source::Fixed(credentials) }
    }

    /// Signs with the credentials that hold at the time: the function is called once a signature, and must not
    /// wait. See the [module](super).
    pub fn rotating(credentials: impl Fn() -> Credentials + Send + Sync + 'static) -> Self {
        Self { credentials: Source::rotating(credentials) }
    }

    /// The text that is signed for `request` as it stands, with the date it has. It holds the security token,
    /// if there is one.
    ///
    /// # Errors
    /// When the request has no [`OssResource`] or a signed header is no text.
    pub fn string_to_sign(&self, request: &Request<Bytes>) -> Result<StringToSign, SignError> {
        let headers = request.headers();
        let resource = OssResource::of(request)?.path();
        let text = format!(
            "{}\n{}\n{}\n{}\n{}{resource}{}",
            request.method(),
            headers::value(headers, headers::CONTENT_MD5)?,
            headers::value(headers, CONTENT_TYPE)?,
            headers::date(headers)?,
            headers::lines(headers, headers::is_oss)?,
            query::sub_resources(request.uri().query().unwrap_or_default()),
        );
        Ok(StringToSign::new(text))
    }

    /// Checks a request as received, in constant time: its date may be 15 minutes from `now`.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use pili_auth::{Credentials, Signer, VerifyError, oss::{OssResource, OssV1}};
    ///
    /// let signer = OssV1::new(Credentials::new("ak", "sk"));
    /// let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    /// let mut request = http::Request::get("https://b.oss-cn-hangzhou.aliyuncs.com/c?live").body(bytes::Bytes::new())?;
    /// request.extensions_mut().insert(OssResource::new("b", "c"));
    /// signer.sign(&mut request, now)?;
    /// assert_eq!(signer.verify(&request, now), Ok(()));
    /// let hour = Duration::from_secs(3600);
    /// assert_eq!(signer.verify(&request, now + hour), Err(VerifyError::Skewed(hour)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A [`VerifyError`] that says which part is wrong.
    pub fn verify(&self, request: &Request<Bytes>, now: SystemTime) -> Result<(), VerifyError> {
        let authorization = Authorization::of(request.headers())?;
        if authorization.scheme != SCHEME {
            return Err(VerifyError::Scheme(authorization.scheme.to_owned()));
        }
        let credentials = self.credentials.current();
        if authorization.access_key != credentials.access_key() {
            return Err(VerifyError::UnknownAccessKey(authorization.access_key.to_owned()));
        }
        check_keys(&credentials).map_err(VerifyError::Unsignable)?;
        date::check(headers::date(request.headers()).ok(), now)?;
        let text = self.string_to_sign(request).map_err(VerifyError::Unsignable)?;
        let good = signature_matches(credentials.secret_key(), text.as_bytes(), authorization.signature);
        if good { Ok(()) } else { Err(VerifyError::Mismatch) }
    }
}

impl Signer for OssV1 {
    fn sign(&self, request: &mut Request<Bytes>, now: SystemTime) -> Result<(), SignError> {
        let credentials = self.credentials.current();
        check_keys(&credentials)?;
        headers::set_token(request.headers_mut(), credentials.security_token())?;
        headers::set(request.headers_mut(), DATE, &date::http(now)?)?;
        let text = self.string_to_sign(request)?;
        let signature = signature(credentials.secret_key(), text.as_bytes());
        let value = format!("{SCHEME} {}:{signature}", credentials.access_key());
        headers::set(request.headers_mut(), AUTHORIZATION, &value)?;
        request.extensions_mut().insert(text);
        Ok(())
    }
}
