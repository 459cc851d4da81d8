use axum::extract::{FromRequestParts, Path};
use http::request::Parts;

use super::refused::Refused;
use crate::{
    live::Pili,
    live::{names::Named, older::OfPath},
    store::Stream,
};

/// The stream of the id in a path; it exists.
#[derive(Clone, Debug)]
pub(super) struct At(pub(super) Named);

impl FromRequestParts<Pili> for At {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, pili: &Pili) -> Result<Self, Refused> {
        let path = Path::<OfPath>::from_request_parts(parts, pili).await;
        let Path(OfPath { id: key }) = path.map_err(|_| Refused::NOT_FOUND)?;
        let at = Named { hub: hub(pili)?, key };
        let is_first = |stream: &mut Stream| stream.first.is_some();
        match pili.store.stream(&at.hub, &at.key, is_first) {
            Ok(true) => Ok(Self(at)),
            _ => Err(Refused::NOT_FOUND),
        }
    }
}

/// The hub that all streams of the first generation are in: the API knows no hubs.
pub(super) fn hub(pili: &Pili) -> Result<String, Refused> {
    pili.store.hub_names().into_iter().next().ok_or(Refused::NOT_FOUND)
}
