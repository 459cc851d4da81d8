use std::fmt;

use pili_core::{Error, Result};
use serde::{Deserialize, Serialize};

/// Where a task or a job pulls from or publishes to. `Debug` shows neither query nor user info, which may hold a token.
///
/// ```
/// let url = pili_qiniu::MediaUrl::from("rtmp://me:word@publish.example.com/shows/door?token=secret");
/// assert_eq!(format!("{url:?}"), "rtmp://…@publish.example.com/shows/door?…");
/// ```
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MediaUrl(String);

impl MediaUrl {
    /// The whole URL.
    ///
    /// ```
    /// use pili_qiniu::MediaUrl;
    /// let url = MediaUrl::from("rtmp://publish.example.com/shows/door");
    /// assert_eq!(url.as_str(), "rtmp://publish.example.com/shows/door");
    /// ```
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Refuses what names no place.
    ///
    /// # Errors
    /// When it is no whole URL; the error names the field.
    #[doc(hidden)]
    pub fn check(&self, field: &'static str) -> Result<()> {
        let is_plain = !self.0.contains(|c: char| c.is_whitespace() || c.is_control());
        let named = self.0.split_once("://").filter(|(scheme, rest)| !scheme.is_empty() && !rest.is_empty());
        if named.is_none() || !is_plain {
            return Err(Error::invalid(field, "must be a whole URL, such as `rtmp://host/app/stream`"));
        }
        Ok(())
    }
}

impl From<&str> for MediaUrl {
    fn from(url: &str) -> Self {
        Self(url.to_owned())
    }
}

impl From<String> for MediaUrl {
    fn from(url: String) -> Self {
        Self(url)
    }
}

impl fmt::Debug for MediaUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (place, query) = self.0.split_once('?').map_or((&*self.0, ""), |(place, _)| (place, "?…"));
        let (scheme, rest) = place.split_once("://").unwrap_or(("", place));
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let join = if scheme.is_empty() { "" } else { "://" };
        match authority.rsplit_once('@') {
            Some((_, host)) => write!(f, "{scheme}{join}…@{host}{path}{query}"),
            None => write!(f, "{place}{query}"),
        }
    }
}
