//! What a request holds: the bytes of its body; and read loosely, the JSON of its body and the parameters of its query.

use std::error::Error as _;

use axum::{
    body::{Bytes, HttpBody as _, to_bytes},
    extract::{FromRequest, FromRequestParts, Request},
};
use http::request::Parts;
use http_body_util::LengthLimitError;
use serde::de::DeserializeOwned;

use crate::{loose, reply::Refused};

/// All of a body, which may have so many bytes. One that announces more is not waited for.
pub(crate) async fn bytes(body: axum::body::Body, most: usize) -> Result<Bytes, Refused> {
    let too_large = || Refused::new(413, format!("the body is larger than {most} bytes"));
    if body.size_hint().lower() > most as u64 {
        return Err(too_large());
    }
    to_bytes(body, most).await.map_err(|error| match error.source() {
        Some(source) if source.is::<LengthLimitError>() => too_large(),
        _ => Refused::new(400, format!("the body cannot be read to its end: {error}")),
    })
}

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

#[cfg(test)]
mod tests {
    use std::io;

    use axum::body;
    use futures_util::stream;

    use super::*;

    #[tokio::test]
    async fn a_body_that_is_too_large_is_told_from_one_that_cannot_be_read() {
        let whole = bytes(body::Body::from("12345"), 5).await;
        assert_eq!(whole.unwrap(), "12345");
        let large = bytes(body::Body::from("12345"), 4).await.unwrap_err();
        assert_eq!((large.status(), large.message()), (413, "the body is larger than 4 bytes"));
        // Of unknown length.
        let pieces = stream::iter([Ok::<_, io::Error>("12"), Ok("345")]);
        let large = bytes(body::Body::from_stream(pieces), 4).await.unwrap_err();
        assert_eq!(large.status(), 413);
        let pieces = stream::iter([Ok("12"), Err(io::Error::other("no chunk"))]);
        let broken = bytes(body::Body::from_stream(pieces), 4).await.unwrap_err();
        assert_eq!(
            (broken.status(), broken.message()),
            (400, "the body cannot be read to its end: no chunk")
        );
    }
}
