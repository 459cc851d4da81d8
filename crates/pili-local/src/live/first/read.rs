//! What a request of the first generation holds. That API reads strictly, and has numbers for what it refuses
//! (spec 5.1): an empty text is no absent one.

use axum::{
    body::Bytes,
    extract::{self, FromRequest, FromRequestParts, Request},
};
use http::request::Parts;
use serde::de::DeserializeOwned;

use super::refused::Refused;

/// The JSON of a request; an empty body is an empty object.
#[derive(Clone, Debug)]
pub(super) struct Body<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refused> {
        let body = Bytes::from_request(request, state).await;
        let body = body.map_err(|_| Refused::new(400_000, "the body cannot be read"))?;
        let body = if body.is_empty() { Bytes::from_static(b"{}") } else { body };
        let value = serde_json::from_slice(&body);
        value.map(Self).map_err(|error| Refused::new(400_000, format!("invalid args: {error}")))
    }
}

/// The parameters of a request.
#[derive(Clone, Debug)]
pub(super) struct Query<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refused> {
        let query = extract::Query::from_request_parts(parts, state).await;
        let refused = |error| Refused::new(400_003, format!("invalid args: {error}"));
        query.map(|extract::Query(value)| Self(value)).map_err(refused)
    }
}
