//! Names as they stand in paths.

use axum::extract::{FromRequestParts, Path};
use base64::{
    Engine as _,
    alphabet::URL_SAFE,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use http::request::Parts;

use crate::{media::StreamId, reply::Refused};

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

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
        Ok(Self { hub, key: decode(&encoded)? })
    }
}

fn decode(encoded: &str) -> Result<String, Refused> {
    let wrong = || Refused::bad_argument("invalid args: the stream key must be URL-safe Base64 of UTF-8");
    let bytes = BASE64.decode(encoded).map_err(|_| wrong())?;
    String::from_utf8(bytes).map_err(|_| wrong())
}
