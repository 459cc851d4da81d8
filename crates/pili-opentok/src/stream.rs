//! Streams that clients publish into a session (spec 9 and 10).
//!
//! Example: [`Session::streams`](crate::session::Session::streams).

mod info;
mod list;
mod mute;
pub(crate) mod set_class_lists;

use pili_core::{Endpoint, Result, Url, null_as_default, open_enum};
use serde::{Deserialize, Serialize};

use crate::{Session, id::Id, noun::Noun};

pub use info::Info;
pub use list::List;
pub use mute::Mute;
pub use set_class_lists::SetClassLists;

/// A stream of a session. Builds operations; holds no client.
///
/// Example: [`Session::streams`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    pub(crate) session: Session,
    pub(crate) id: Id,
}

impl Noun for Stream {
    fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.session.url(endpoint)?.path(["stream"]).id(self.id.checked()?))
    }
}

/// A stream that somebody publishes into a session (spec 14.3).
///
/// Example: [`Session::streams`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct StreamInfo {
    /// Its id.
    pub id: String,
    /// What its video shows.
    #[serde(default, deserialize_with = "null_as_default")]
    pub video_type: VideoType,
    /// The name it was given; empty if none.
    #[serde(default, deserialize_with = "null_as_default")]
    pub name: String,
    /// Its layout classes.
    #[serde(default, deserialize_with = "null_as_default")]
    pub layout_class_list: Vec<String>,
}

open_enum! {
    /// What a stream's video shows.
    ///
    /// Example: [`Session::streams`].
    #[derive(Default)]
    VideoType {
        /// A camera.
        #[default]
        Camera = "camera",
        /// A screen.
        Screen = "screen",
        /// What a client draws itself.
        Custom = "custom",
    }
}
