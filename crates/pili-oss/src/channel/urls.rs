use serde::{Deserialize, Serialize};

/// A list of URLs; the service gives one.
///
/// ```
/// use pili_oss::channel::Urls;
///
/// let told: Urls = quick_xml::de::from_str("<PublishUrls><Url>rtmp://bucket.example.com/live/tv</Url></PublishUrls>")?;
/// assert_eq!(told.first(), Some("rtmp://bucket.example.com/live/tv"));
/// assert_eq!(Urls::default().first(), None);
/// # Ok::<(), quick_xml::DeError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Urls {
    /// The URLs.
    #[serde(rename = "Url", default)]
    pub urls: Vec<String>,
}

impl Urls {
    /// The first. Example: [`Urls`].
    pub fn first(&self) -> Option<&str> {
        self.urls.first().map(String::as_str)
    }
}
