use serde::{Deserialize, Serialize};

/// A list of URLs; the service gives one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Urls {
    /// The URLs.
    #[serde(rename = "Url")]
    pub urls: Vec<String>,
}

impl Urls {
    /// The first.
    pub fn first(&self) -> Option<&str> {
        self.urls.first().map(String::as_str)
    }
}

impl From<String> for Urls {
    fn from(url: String) -> Self {
        Self { urls: vec![url] }
    }
}

/// Where a new channel is published and played. The URLs are not signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename = "CreateLiveChannelResult", rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct CreatedChannel {
    /// Where to publish: `rtmp://…/live/{channel}`.
    pub publish_urls: Urls,
    /// Where to watch: `http://…/{channel}/{playlist}`.
    pub play_urls: Urls,
}

impl CreatedChannel {
    /// The first URL to publish to.
    pub fn publish_url(&self) -> Option<&str> {
        self.publish_urls.first()
    }

    /// The first URL to watch at.
    pub fn play_url(&self) -> Option<&str> {
        self.play_urls.first()
    }
}
