//! A call whose signature was refused, as it can be sent again.

use std::{convert::Infallible, fmt, sync::Arc};

use axum::response::{IntoResponseParts, ResponseParts};
use bytes::Bytes;
use http::Request;

/// Larger bodies are not kept.
const MOST: usize = 64 << 10;

/// The call, if it is small enough to be kept.
#[derive(Clone, Default)]
pub(crate) struct Again(Option<Arc<Request<Bytes>>>);

impl Again {
    pub(crate) fn of(request: &Request<Bytes>) -> Self {
        let is_small = request.body().len() <= MOST;
        Self(is_small.then(|| Arc::new(without_extensions(request))))
    }

    pub(crate) fn is_there(&self) -> bool {
        self.0.is_some()
    }

    pub(crate) fn request(&self) -> Option<Request<Bytes>> {
        self.0.as_deref().map(without_extensions)
    }
}

fn without_extensions(request: &Request<Bytes>) -> Request<Bytes> {
    let mut same = Request::new(request.body().clone());
    *same.method_mut() = request.method().clone();
    *same.uri_mut() = request.uri().clone();
    *same.headers_mut() = request.headers().clone();
    same
}

/// With the answer, to whoever tells of the call.
impl IntoResponseParts for Again {
    type Error = Infallible;

    fn into_response_parts(self, mut response: ResponseParts) -> Result<ResponseParts, Infallible> {
        response.extensions_mut().insert(self);
        Ok(response)
    }
}

/// A call is as secret as its body.
impl fmt::Debug for Again {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Again").field(&self.is_there()).finish()
    }
}

/// It is of no account when events are compared.
impl PartialEq for Again {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
