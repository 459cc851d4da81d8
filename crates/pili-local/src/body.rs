use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use serde::de::DeserializeOwned;

use crate::reply::Refused;

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
        let body = if body.is_empty() { Bytes::from_static(b"{}") } else { body };
        let value = serde_json::from_slice(&body);
        value.map(Self).map_err(|error| Refused::bad_argument(format!("invalid args: {error}")))
    }
}
