use serde::{Deserialize, Serialize};

/// A list of URLs; the service gives one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Urls {
    /// The URLs.
    #[serde(rename = "Url", default)]
    pub urls: Vec<String>,
}

impl Urls {
    /// The first.
    pub fn first(&self) -> Option<&str> {
        self.urls.first().map(String::as_str)
    }
}
