use pili_core::{Endpoint, Url, auth::names::NameError};

use super::{Stream, StreamId};
use crate::noun::named;

/// The streams of an account in the first generation. Builds operations; holds no client.
///
/// Example: [`Watch`](crate::first::stream::Watch).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Streams {
    base: Vec<String>,
}

impl Default for Streams {
    /// Under `/v1`.
    fn default() -> Self {
        Self::at("/v1")
    }
}

impl Streams {
    /// Under another path, such as the `/api/v1` of the oldest text. The path that is sent is signed.
    ///
    /// ```
    /// use pili_live::{core::Operation as _, first::{self, Streams}};
    /// let status = Streams::at("/api/v1").stream("54068a9063b906000d000001").status();
    /// assert!(status.encode(&first::ENDPOINT)?.uri().path().starts_with("/api/v1/streams/"));
    /// # Ok::<(), pili_live::core::Error>(())
    /// ```
    pub fn at(base_path: &str) -> Self {
        let base = base_path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        Self { base }
    }

    /// The stream of an id: a text, checked, or a [`StreamId`], as it is. Example: [`first`](crate::first).
    pub fn stream<I: TryInto<StreamId, Error: Into<NameError>>>(&self, id: I) -> Stream {
        Stream::new(self.clone(), named(id))
    }

    /// `/v1/streams`.
    pub(super) fn url(&self, endpoint: &Endpoint) -> Url {
        endpoint.url().path(&self.base).path(["streams"])
    }
}
