//! Names as they stand in paths.

use axum::extract::{FromRequestParts, Path};
use http::request::Parts;
use pili_live::wire::key_in_path;

use crate::{media::StreamId, reply::Refused};

/// The hub and stream key of a path.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) hub: String,
    pub(super) key: String,
}

impl Named {
    pub(super) fn id(&self) -> StreamId {
        StreamId::new(&self.hub, &self.key)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refused> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        let Path((hub, encoded)) = path.map_err(|_| Refused::bad_argument("invalid args: path"))?;
        let wrong = "invalid args: the stream key must be URL-safe Base64 of UTF-8";
        let key = key_in_path(&encoded).ok_or_else(|| Refused::bad_argument(wrong))?;
        Ok(Self { hub, key })
    }
}
