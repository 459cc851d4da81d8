//! What a request holds, read loosely: the JSON of its body and the parameters of its query.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
};
use http::request::Parts;
use serde::de::DeserializeOwned;

use crate::{loose, reply::Refused};

/// The JSON of a request, whatever its content type: some SDKs send none. An empty body is an empty object:
/// some SDKs send none when there is nothing to say.
#[derive(Clone, Debug)]
pub(crate) struct Body<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refused> {
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|_| Refused::bad_argument("invalid args: body"))?;
        loose::json(&body).map(Self).map_err(invalid)
    }
}

/// The parameters of a request.
#[derive(Clone, Debug)]
pub(crate) struct Query<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refused> {
        let query = parts.uri.query().unwrap_or_default();
        loose::pairs(form_urlencoded::parse(query.as_bytes())).map(Self).map_err(invalid)
    }
}

/// Refuses what cannot be read.
pub(crate) fn invalid(error: String) -> Refused {
    Refused::bad_argument(format!("invalid args: {error}"))
}
