use axum::extract::{FromRequestParts, Path};
use http::request::Parts;

use super::super::{names::Named, older::OfPath};
use crate::reply::Refused;

/// The zone of all streams here; any is understood.
const ZONE: &str = "z1";

pub(super) fn of(hub: &str, title: &str) -> String {
    format!("{ZONE}.{hub}.{title}")
}

/// The hub and title of the id in a path, `zone.hub.title`.
#[derive(Clone, Debug)]
pub(super) struct Id(pub(super) Named);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refused> {
        let path = Path::<OfPath>::from_request_parts(parts, state).await;
        let Path(path) = path.map_err(|_| Refused::bad_argument("invalid args: path"))?;
        let mut names = path.id.splitn(3, '.').skip(1).map(str::to_owned);
        match (names.next(), names.next()) {
            (Some(hub), Some(key)) => Ok(Self(Named { hub, key })),
            _ => Err(Refused::not_found("stream not found")),
        }
    }
}
