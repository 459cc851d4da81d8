use pili_core::{Endpoint, auth::names::NameError};

/// A region by its bare id, `cn-hangzhou`: what V4 signatures name, and where its buckets are served.
///
/// ```
/// use pili_oss::Region;
/// assert_eq!(Region::new("cn-hangzhou")?.endpoint().to_string(), "https://oss-cn-hangzhou.aliyuncs.com");
/// assert!(Region::new("oss-cn-hangzhou").is_err());
/// # Ok::<(), pili_oss::core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    id: String,
    endpoint: Endpoint,
}

impl Region {
    const RULE: &str =
        "must be the bare id of a region, such as `cn-hangzhou`: lower-case letters, digits and `-`";

    /// Checks the id. Example: [`Region`].
    ///
    /// # Errors
    /// When it has other characters, `-` at either end, or `oss-` before it as host names do.
    pub fn new(id: impl Into<String>) -> Result<Self, NameError> {
        let id = id.into();
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let is_id = id.bytes().all(allowed) && !id.starts_with(['-']) && !id.starts_with("oss-");
        match Endpoint::parse(&format!("https://oss-{id}.aliyuncs.com")) {
            Ok(endpoint) if is_id => Ok(Self { id, endpoint }),
            _ => Err(NameError::new("region", Self::RULE, &id)),
        }
    }

    /// The bare id.
    ///
    /// ```
    /// use pili_oss::Region;
    /// assert_eq!(Region::new("cn-hangzhou")?.as_str(), "cn-hangzhou");
    /// # Ok::<(), pili_oss::core::Error>(())
    /// ```
    pub fn as_str(&self) -> &str {
        &self.id
    }

    /// Where the region is served to everybody: `https://oss-<region>.aliyuncs.com`. Example: [`Region`].
    pub fn endpoint(&self) -> Endpoint {
        self.endpoint.clone()
    }
}

impl std::fmt::Display for Region {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.id)
    }
}

impl TryFrom<&str> for Region {
    type Error = NameError;

    fn try_from(id: &str) -> Result<Self, NameError> {
        Self::new(id)
    }
}

impl TryFrom<String> for Region {
    type Error = NameError;

    fn try_from(id: String) -> Result<Self, NameError> {
        Self::new(id)
    }
}

/// For [`OssV4::new`](crate::OssV4::new).
impl From<Region> for String {
    fn from(region: Region) -> Self {
        region.id
    }
}
