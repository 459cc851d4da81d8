use axum::extract::{FromRequestParts, Path};
use http::request::Parts;

use super::refused::Refused;
use crate::{
    live::{names::Named, older::OfPath},
    service::Service,
    store::Stream,
};

/// The stream of the id in a path; it exists.
#[derive(Clone, Debug)]
pub(super) struct At(pub(super) Named);

impl FromRequestParts<Service> for At {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, service: &Service) -> Result<Self, Refused> {
        let path = Path::<OfPath>::from_request_parts(parts, service).await;
        let Path(OfPath { id: key }) = path.map_err(|_| Refused::NOT_FOUND)?;
        let at = Named { hub: hub(service)?, key };
        let is_first = |stream: &mut Stream| stream.first.is_some();
        match service.store.stream(&at.hub, &at.key, is_first) {
            Ok(true) => Ok(Self(at)),
            _ => Err(Refused::NOT_FOUND),
        }
    }
}

/// The hub that all streams of the first generation are in: the API knows no hubs.
pub(super) fn hub(service: &Service) -> Result<String, Refused> {
    service.store.hub_names().into_iter().next().ok_or(Refused::NOT_FOUND)
}
