use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use futures_core::Stream;

use crate::{Error, Items, Request, Response, Result};

/// Asks the transport not to read the body of a success, because it has no end. Rides in the extensions of
/// such a request; the answer is an [`OpenBody`] in the extensions of the response.
///
/// Example: [`OpenBody::new`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KeepOpen;

impl KeepOpen {
    /// Marks a request. Example: [`OpenBody::new`].
    pub fn mark(mut request: Request) -> Request {
        request.extensions_mut().insert(Self);
        request
    }

    /// Whether a request is marked. Example: [`OpenBody::new`].
    pub fn is_asked(request: &Request) -> bool {
        request.extensions().get::<Self>().is_some()
    }
}

/// A body that arrives while it is read, left in the extensions of a response by a transport that was asked
/// to [`KeepOpen`]. Dropping it closes the connection.
///
/// Example: [`OpenBody::new`].
#[derive(Clone)]
pub struct OpenBody(Arc<Mutex<Option<Items<Bytes>>>>);

impl OpenBody {
    /// Wraps the chunks of a body; for transports.
    ///
    /// ```
    /// use bytes::Bytes;
    /// use pili_core::{KeepOpen, OpenBody, Request, Response};
    ///
    /// // What a transport does with a success.
    /// let request = KeepOpen::mark(Request::default());
    /// let mut response = Response::default();
    /// if KeepOpen::is_asked(&request) {
    ///     let chunks = futures_util::stream::iter([Ok(Bytes::from_static(b"17\n"))]);
    ///     response.extensions_mut().insert(OpenBody::new(chunks));
    /// }
    /// assert!(OpenBody::take(&response).is_ok());
    /// ```
    pub fn new(chunks: impl Stream<Item = Result<Bytes>> + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(Some(Items::new(chunks)))))
    }

    /// Takes the body of a response: its chunks as they arrive. Example: [`OpenBody::new`].
    ///
    /// # Errors
    /// When the transport cannot keep a body open, or the body was taken before.
    pub fn take(response: &Response) -> Result<Items<Bytes>> {
        let body = response.extensions().get::<Self>().and_then(Self::chunks);
        let closed = "the transport cannot keep a body open for this call, as `BufferBody` does";
        body.ok_or_else(|| Error::decode(closed))
    }

    fn chunks(&self) -> Option<Items<Bytes>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl fmt::Debug for OpenBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpenBody(..)")
    }
}
