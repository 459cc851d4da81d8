use pili_core::Result;
use serde::{Deserialize, Serialize};

use super::{Isp, MediaUrl, given};

/// Where a task publishes to (vendor page 7326). Whatever is a URL is one, over the lines that the service chooses.
///
/// Example: [`Settings`](crate::task::Settings).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Forward {
    /// Where it is, with the token that it needs.
    pub url: MediaUrl,
    /// Whose lines it is published over; without it the service chooses.
    #[serde(default, deserialize_with = "given::choice", skip_serializing_if = "Option::is_none")]
    pub isp: Option<Isp>,
}

impl Forward {
    /// Publishes to this URL. Example: [`Settings`](crate::task::Settings).
    pub fn to(url: impl Into<MediaUrl>) -> Self {
        Self { url: url.into(), isp: None }
    }

    /// Publishes over the lines of a carrier. Example: [`Settings`](crate::task::Settings).
    pub fn isp(self, isp: Isp) -> Self {
        Self { isp: Some(isp), ..self }
    }

    pub(super) fn check(&self) -> Result<()> {
        self.url.check("forward URL")
    }
}

impl<T: Into<MediaUrl>> From<T> for Forward {
    fn from(url: T) -> Self {
        Self::to(url)
    }
}
