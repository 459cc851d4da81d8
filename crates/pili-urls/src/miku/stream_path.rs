use std::fmt;

use pili_auth::names::{NameError, StreamKey, checked_name, is_word};

checked_name! {
    /// The name of a bucket, Miku's word for a hub: one or more letters, digits, `-` or `_`.
    ///
    /// The vendor publishes no rule; this one is what stands in a URL as it is.
    ///
    /// ```
    /// use pili_urls::miku::BucketName;
    /// assert_eq!(BucketName::new("demo-bucket")?.as_str(), "demo-bucket");
    /// assert!(BucketName::new("demo/bucket").is_err());
    /// # Ok::<(), pili_urls::NameError>(())
    /// ```
    BucketName, "bucket", "must be letters, digits, `-` or `_`", |name| is_word(name, 1, usize::MAX)
}

/// The path `/<bucket>/<stream key>` of a stream's URLs.
///
/// ```
/// use pili_urls::miku::StreamPath;
/// let stream = StreamPath::new("demo-bucket", "evening")?;
/// assert_eq!(stream.to_string(), "/demo-bucket/evening");
///
/// let error = StreamPath::new("demo/bucket", "evening").unwrap_err();
/// assert_eq!(error.to_string(), "bucket `demo/bucket` must be letters, digits, `-` or `_`");
/// # Ok::<(), pili_urls::NameError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StreamPath {
    bucket: BucketName,
    key: StreamKey,
}

impl StreamPath {
    /// The path of a stream; takes texts, which are checked, or checked names. Example: [`StreamPath`].
    ///
    /// # Errors
    /// When a name does not fit: names are refused, never escaped.
    pub fn new<B, K>(bucket: B, key: K) -> Result<Self, NameError>
    where
        B: TryInto<BucketName>,
        K: TryInto<StreamKey>,
        NameError: From<B::Error> + From<K::Error>,
    {
        Ok(Self { bucket: bucket.try_into()?, key: key.try_into()? })
    }

    /// Reads `/<bucket>/<stream key>`, also without the leading `/`. An extension is not part of it.
    ///
    /// ```
    /// use pili_urls::miku::StreamPath;
    /// let stream = StreamPath::parse("/demo-bucket/evening")?;
    /// assert_eq!((stream.bucket().as_str(), stream.key().as_str()), ("demo-bucket", "evening"));
    /// # Ok::<(), pili_urls::NameError>(())
    /// ```
    ///
    /// # Errors
    /// When there is no stream key, or a name does not fit.
    pub fn parse(path: &str) -> Result<Self, NameError> {
        let path = path.strip_prefix('/').unwrap_or(path);
        let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
        Self::new(bucket, key)
    }

    /// The bucket. Example: [`StreamPath::parse`].
    pub fn bucket(&self) -> &BucketName {
        &self.bucket
    }

    /// The stream key. Example: [`miku`](crate::miku).
    pub fn key(&self) -> &StreamKey {
        &self.key
    }
}

impl fmt::Display for StreamPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}/{}", self.bucket, self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_as_they_are_written() {
        assert_eq!(StreamPath::parse("/demo-bucket/evening").unwrap().to_string(), "/demo-bucket/evening");
        assert_eq!(StreamPath::parse("demo-bucket/evening").unwrap().bucket().as_str(), "demo-bucket");
        for (path, field) in [
            ("/", "bucket"),
            ("//s", "bucket"),
            ("/bucket", "stream key"),
            ("/b/a/b", "stream key"),
            ("/b/a@720p", "stream key"),
            ("/b/a.flv", "stream key"),
        ] {
            assert_eq!(StreamPath::parse(path).unwrap_err().field(), field, "{path}");
        }
    }
}
