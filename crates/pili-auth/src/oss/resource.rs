use bytes::Bytes;
use http::Request;

use crate::SignError;

/// What a request addresses: bucket and key as they are, not percent-encoded. Rides in the extensions of
/// the request, because signatures cover it and virtual-host URLs do not show it.
///
/// ```
/// use pili_auth::oss::OssResource;
/// let mut request = http::Request::new(bytes::Bytes::new());
/// request.extensions_mut().insert(OssResource::new("examplebucket", "channel/playlist.m3u8"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OssResource {
    bucket: String,
    key: String,
}

impl OssResource {
    /// A key of a bucket; with an empty key the bucket itself, with an empty bucket the service.
    /// Example: [`OssResource`].
    pub fn new(bucket: impl Into<String>, key: impl Into<String>) -> Self {
        Self { bucket: bucket.into(), key: key.into() }
    }

    /// The bucket.
    ///
    /// ```
    /// use pili_auth::oss::OssResource;
    /// let resource = OssResource::new("examplebucket", "channel/playlist.m3u8");
    /// assert_eq!((resource.bucket(), resource.key()), ("examplebucket", "channel/playlist.m3u8"));
    /// ```
    pub fn bucket(&self) -> &str {
        &self.bucket
    }

    /// The key: the channel, or `channel/playlist`. Example: [`OssResource::bucket`].
    pub fn key(&self) -> &str {
        &self.key
    }

    pub(super) fn of(request: &Request<Bytes>) -> Result<&Self, SignError> {
        let missing = SignError::new("OssResource", "must be in the request's extensions");
        request.extensions().get().ok_or(missing)
    }

    /// `/bucket/key`, whatever form the URL has.
    pub(super) fn path(&self) -> String {
        match self.bucket.as_str() {
            "" => "/".to_owned(),
            bucket => format!("/{bucket}/{}", self.key),
        }
    }
}
