//! How the errors of layers and transports become ours.

use pili_auth::SignError;
use tower::{load_shed::error::Overloaded, timeout::error::Elapsed};

use super::{
    Error, ErrorKind,
    cause::{self, Cause},
};
use crate::BoxError;

impl Error {
    /// Reads what failed in a [`Transport`](crate::Transport)'s place, by the first cause that is known in its
    /// chain of sources: the table there says how. For stacks of one's own; a
    /// [`ClientBuilder`](crate::ClientBuilder) and a [`RetryPolicy`](crate::RetryPolicy) do it by themselves.
    ///
    /// ```
    /// use std::io;
    /// # use pili_core::{Error, ErrorKind};
    /// let refused = Error::from_transport(io::Error::from(io::ErrorKind::ConnectionRefused));
    /// assert_eq!((refused.kind(), refused.may_have_taken_effect()), (ErrorKind::Connect, false));
    /// ```
    pub fn from_transport(error: impl Into<BoxError>) -> Self {
        let error = match error.into().downcast::<Self>() {
            Ok(ours) => return *ours,
            Err(error) => error,
        };
        match Cause::of(&*error) {
            Cause::NotSigned => Self::of(ErrorKind::Sign, "").because(error),
            Cause::NotSent => Self::not_sent(error),
            Cause::NotConnected if cause::is_plain(&*error) => Self::no_tls(error),
            Cause::NotConnected => Self::unconnected(error),
            Cause::TimedOut => Self::callers_limit(error),
            Cause::Broken => Self::transport(error),
        }
    }

    #[cfg(feature = "hyper")]
    fn unconnected(error: BoxError) -> Self {
        let limit = crate::transport::limit_of(&*error);
        Self::connect(error).and_limit(limit)
    }

    #[cfg(not(feature = "hyper"))]
    fn unconnected(error: BoxError) -> Self {
        Self::connect(error)
    }

    /// Reads what failed around a client: one of ours as it is, a timeout of tower's as
    /// [`ErrorKind::Timeout`], its load shedding as [`not_sent`](Self::not_sent), anything else as
    /// [`ErrorKind::Middleware`].
    pub fn from_service(error: BoxError) -> Self {
        match error.downcast::<Self>() {
            Ok(ours) => *ours,
            Err(error) if error.is::<SignError>() => Self::of(ErrorKind::Sign, "").because(error),
            Err(error) if error.is::<Elapsed>() => Self::callers_limit(error),
            Err(error) if error.is::<Overloaded>() => Self::not_sent(error),
            Err(error) => Self::of(ErrorKind::Middleware, "a layer failed").because(error),
        }
    }

    fn callers_limit(source: BoxError) -> Self {
        Self::of(ErrorKind::Timeout, "a time limit of the caller's was reached").because(source)
    }

    /// The service answered a TLS handshake with something else.
    fn no_tls(source: BoxError) -> Self {
        let message = "could not connect: what listens there does not speak TLS; is the endpoint http";
        Self::of(ErrorKind::Connect, message).because(source)
    }
}
