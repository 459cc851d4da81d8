use axum::extract::FromRequestParts;
use http::request::Parts;
use serde::de::DeserializeOwned;

use super::refused::Refused;
use crate::loose;

/// The parameters of a request, read loosely.
#[derive(Debug)]
pub(super) struct Query<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refused> {
        let query = parts.uri.query().unwrap_or_default();
        let read = loose::pairs(form_urlencoded::parse(query.as_bytes()));
        read.map(Self).map_err(|error| Refused::bad(format!("Invalid request: {error}")))
    }
}
