mod authorization;
mod scope;

use std::{borrow::Cow, time::SystemTime};

use bytes::Bytes;
use http::{
    Request,
    header::{AUTHORIZATION, CONTENT_TYPE, HOST},
};

use self::scope::Scope;
use super::{OssResource, date, headers, query, source::Source};
use crate::{Credentials, SignError, Signer, StringToSign, VerifyError, mac, signer::check_keys, verify};

pub use authorization::Authorization;

const ALGORITHM: &str = "OSS4-HMAC-SHA256";
const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// Enough for most texts to sign and most signatures.
const LENGTH: usize = 256;

/// Signs and verifies with the V4 header signature (spec 6).
///
/// Sets `x-oss-date` to the time of the attempt and `x-oss-content-sha256` to `UNSIGNED-PAYLOAD`. Verifies a
/// request without `x-oss-date` by its `Date`, as the vendor's SDK for Go signs.
///
/// ```
/// # use std::time::{Duration, UNIX_EPOCH};
/// use pili_auth::{Credentials, Signer, oss::{OssResource, OssV4}};
/// let signer = OssV4::new(Credentials::new("ak", "sk"), "cn-hangzhou");
/// let uri = "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/channel?live&comp=stat";
/// let mut request = http::Request::get(uri).body(bytes::Bytes::new())?;
/// request.extensions_mut().insert(OssResource::new("examplebucket", "channel"));
/// signer.sign(&mut request, UNIX_EPOCH + Duration::from_secs(1_700_000_000))?;
/// assert_eq!(request.headers()["x-oss-date"], "20231114T221320Z");
/// let canonical = signer.canonical_request(&request)?;
/// assert!(canonical.starts_with("GET\n/examplebucket/channel\ncomp=stat&live\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct OssV4 {
    credentials: Source,
    region: String,
    product: &'static str,
    additional_headers: Vec<String>,
}

impl OssV4 {
    /// Signs with these credentials, temporary ones included, for a region: its bare id, `cn-hangzhou`.
    /// Example: [`OssV4`].
    pub fn new(credentials: Credentials, region: impl Into<String>) -> Self {
        Self::of(Source::Fixed(credentials), region.into())
    }

    /// Signs with the credentials that hold at the time: the function is called once a signature, and must not
    /// wait. See the [module](super).
    pub fn rotating(
        credentials: impl Fn() -> Credentials + Send + Sync + 'static,
        region: impl Into<String>,
    ) -> Self {
        Self::of(Source::rotating(credentials), region.into())
    }

    fn of(credentials: Source, region: String) -> Self {
        Self { credentials, region, product: "oss", additional_headers: Vec::new() }
    }

    /// Signs for a cloud box, whose id takes the place of the region.
    ///
    /// ```
    /// use pili_auth::{Credentials, oss::OssV4};
    /// let signer = OssV4::new(Credentials::new("ak", "sk"), "cn-hangzhou").cloud_box("cb-f8z7yvzgwfkl9q0h");
    /// # drop(signer);
    /// ```
    pub fn cloud_box(self, id: impl Into<String>) -> Self {
        Self { region: id.into(), product: "oss-cloudbox", ..self }
    }

    /// Signs further headers by name, such as `host`. Those that are signed anyway (`content-type`,
    /// `content-md5`, `x-oss-*`) may be named too.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use pili_auth::{Credentials, Signer, oss::{Authorization, OssResource, OssV4}};
    ///
    /// let signer = OssV4::new(Credentials::new("ak", "sk"), "cn-hangzhou").additional_headers(["host"]);
    /// let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    /// let mut request = http::Request::get("/c?live").header("host", "b.oss-cn-hangzhou.aliyuncs.com").body(bytes::Bytes::new())?;
    /// request.extensions_mut().insert(OssResource::new("b", "c"));
    /// signer.sign(&mut request, now)?;
    /// assert!(signer.string_to_sign(&request)?.to_text().starts_with("OSS4-HMAC-SHA256\n20231114T221320Z\n"));
    /// assert_eq!(signer.verify(&request, now), Ok(()));
    ///
    /// let header = Authorization::of(request.headers())?;
    /// assert_eq!((header.access_key, header.region()), ("ak", "cn-hangzhou"));
    /// assert_eq!(header.additional_headers, ["host"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn additional_headers<N: AsRef<str>>(self, names: impl IntoIterator<Item = N>) -> Self {
        let mut names: Vec<_> = names.into_iter().map(|name| name.as_ref().to_ascii_lowercase()).collect();
        names.retain(|name| !always_signed(name));
        names.sort();
        names.dedup();
        Self { additional_headers: names, ..self }
    }

    /// The canonical request of `request` as it stands, whose hash is signed. It holds the security token, if
    /// there is one.
    ///
    /// # Errors
    /// When the request has no [`OssResource`] or a signed header is no text.
    pub fn canonical_request(&self, request: &Request<Bytes>) -> Result<String, SignError> {
        let signed = |name: &str| always_signed(name) || self.additional_headers.iter().any(|n| n == name);
        let mut headers = Cow::Borrowed(request.headers());
        if let (true, false, Some(authority)) =
            (signed(HOST.as_str()), headers.contains_key(HOST), request.uri().authority())
        {
            headers::set(headers.to_mut(), HOST, authority.as_str())?;
        }
        Ok([
            request.method().as_str(),
            &query::canonical_path(&OssResource::of(request)?.path()),
            &query::canonical(request.uri().query().unwrap_or_default()),
            &headers::lines(&headers, signed)?,
            &self.additional_headers.join(";"),
            headers::value(&headers, headers::CONTENT_SHA256)?,
        ]
        .join("\n"))
    }

    /// The text that is signed for `request` as it stands, with the date it has: `x-oss-date`, else `Date`, in
    /// the form it is sent. Example: [`OssV4::additional_headers`].
    ///
    /// # Errors
    /// As [`canonical_request`](Self::canonical_request).
    pub fn string_to_sign(&self, request: &Request<Bytes>) -> Result<StringToSign, SignError> {
        let date = headers::date(request.headers())?;
        let hash = mac::sha256_hex(self.canonical_request(request)?.as_bytes());
        let mut text = String::with_capacity(LENGTH);
        text.extend([ALGORITHM, "\n", date, "\n"]);
        text.extend(self.scope(date).parts());
        text.extend(["\n", &hash]);
        Ok(StringToSign::new(text))
    }

    /// Checks a request as received, in constant time: its date may be 15 minutes from `now`. Which further
    /// headers are signed is taken from the request.
    ///
    /// # Errors
    /// A [`VerifyError`] that says which part is wrong.
    pub fn verify(&self, request: &Request<Bytes>, now: SystemTime) -> Result<(), VerifyError> {
        let authorization = Authorization::of(request.headers())?;
        let credentials = self.credentials.current();
        if authorization.access_key != credentials.access_key() {
            return Err(VerifyError::UnknownAccessKey(authorization.access_key.to_owned()));
        }
        check_keys(&credentials).map_err(VerifyError::Unsignable)?;
        let date = headers::date(request.headers()).map_err(VerifyError::Unsignable)?;
        date::check(Some(date), now)?;
        let as_received = self.clone().additional_headers(&authorization.additional_headers);
        let signature = as_received.signature(request, &credentials).map_err(VerifyError::Unsignable)?.1;
        let good = verify::same(signature, authorization.signature)
            && authorization.scope == self.scope(date).parts().concat();
        if good { Ok(()) } else { Err(VerifyError::Mismatch) }
    }

    fn signature(
        &self,
        request: &Request<Bytes>,
        credentials: &Credentials,
    ) -> Result<(StringToSign, String), SignError> {
        let text = self.string_to_sign(request)?;
        let date = headers::date(request.headers())?;
        let key = self.scope(date).signing_key(credentials.secret_key());
        let signature = mac::hex(&mac::hmac_sha256_once(&key, text.as_bytes()));
        Ok((text, signature))
    }

    fn scope<'a>(&'a self, date: &'a str) -> Scope<'a> {
        Scope { day: date::day(date), region: &self.region, product: self.product }
    }

    fn authorization(&self, access_key: &str, date: &str, signature: &str) -> String {
        let mut text = String::with_capacity(LENGTH);
        text.extend([ALGORITHM, " Credential=", access_key, "/"]);
        text.extend(self.scope(date).parts());
        text.push(',');
        if !self.additional_headers.is_empty() {
            text.extend(["AdditionalHeaders=", &self.additional_headers.join(";"), ","]);
        }
        text.extend(["Signature=", signature]);
        text
    }
}

impl Signer for OssV4 {
    fn sign(&self, request: &mut Request<Bytes>, now: SystemTime) -> Result<(), SignError> {
        let credentials = self.credentials.current();
        check_keys(&credentials)?;
        if self.region.is_empty() {
            return Err(SignError::new("region", "must not be empty"));
        }
        let date = date::compact(now)?;
        headers::set_token(request.headers_mut(), credentials.security_token())?;
        headers::set(request.headers_mut(), headers::DATE, &date)?;
        headers::set(request.headers_mut(), headers::CONTENT_SHA256, UNSIGNED_PAYLOAD)?;
        let (text, signature) = self.signature(request, &credentials)?;
        let authorization = self.authorization(credentials.access_key(), &date, &signature);
        headers::set(request.headers_mut(), AUTHORIZATION, &authorization)?;
        request.extensions_mut().insert(text);
        Ok(())
    }
}

fn always_signed(name: &str) -> bool {
    headers::is_oss(name) || name == CONTENT_TYPE.as_str() || name == headers::CONTENT_MD5.as_str()
}
