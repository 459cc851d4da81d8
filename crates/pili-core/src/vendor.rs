use http::{HeaderMap, StatusCode};

use crate::{Api, ApiError, Idempotency, Operation, Response};

/// Whose operation it is.
pub(crate) type VendorOf<O> = <<O as Operation>::Api as Api>::Vendor;

/// How the APIs of one vendor answer, and what their statuses mean: one empty type per vendor.
///
/// ```
/// use http::HeaderMap;
/// use pili_core::{Api, ApiError, Endpoint, Reason, Response, Vendor};
///
/// /// A product of this vendor's.
/// enum Titles {}
///
/// impl Api for Titles {
///     type Vendor = Shows;
///     const NAME: &'static str = "titles";
///     const ENDPOINT: Endpoint = Endpoint::from_static("https://titles.example.com");
/// }
///
/// enum Shows {}
///
/// impl Vendor for Shows {
///     fn is_answer(response: &Response) -> bool {
///         response.body().starts_with(b"{")
///     }
///
///     fn error(response: &Response) -> ApiError {
///         let mut error = ApiError::new(response.status(), response.body());
///         if error.status == 404 {
///             error.reason = Reason::NotFound;
///         }
///         error
///     }
///
///     fn request_id(headers: &HeaderMap) -> Option<&str> {
///         headers.get("x-request-id")?.to_str().ok()
///     }
/// }
/// assert!(Shows::is_refusal(http::StatusCode::NOT_FOUND));
/// ```
pub trait Vendor: 'static {
    /// Whether a success looks like an answer of the vendor at all, and not like a login page put in between.
    /// Asked before every [`decode`](crate::Operation::decode). Example: [`Vendor`].
    fn is_answer(response: &Response) -> bool;

    /// Reads a response that is no success. Must accept any body. Example: [`Error::api`](crate::Error::api).
    fn error(response: &Response) -> ApiError;

    /// The id that the service gave the request, to quote to the vendor's support. Example: [`Vendor`].
    fn request_id(headers: &HeaderMap) -> Option<&str>;

    /// Is it passing: may the same call fare better a moment later?
    ///
    /// 408 and 425 ask for the request once more. Not every service means that, so their word does not suffice
    /// to repeat a write.
    ///
    /// ```
    /// use http::StatusCode;
    /// use pili_core::{Idempotency::{Idempotent, NonIdempotent}, Vendor};
    ///
    /// fn check<V: Vendor>() {
    ///     assert!(V::is_passing(StatusCode::SERVICE_UNAVAILABLE, NonIdempotent));
    ///     assert!(!V::is_passing(StatusCode::NOT_FOUND, Idempotent));
    /// }
    /// ```
    fn is_passing(status: StatusCode, idempotency: Idempotency) -> bool {
        match status.as_u16() {
            429 | 500 | 502..=504 => true,
            408 | 425 => idempotency == Idempotency::Idempotent,
            _ => false,
        }
    }

    /// Does it deny that the call happened? Everything else leaves that open.
    ///
    /// 4xx does; 408 too, because by RFC 9110, section 15.5.9, the request did not arrive whole. 503 does not, with
    /// `Retry-After` or without.
    ///
    /// Example: [`Vendor`].
    fn is_refusal(status: StatusCode) -> bool {
        status.is_client_error()
    }
}

#[cfg(test)]
mod tests {
    use Idempotency::{Idempotent, NonIdempotent};

    use super::*;

    /// One that leaves the meaning of statuses as it is.
    struct Plain;

    impl Vendor for Plain {
        fn is_answer(_: &Response) -> bool {
            true
        }

        fn error(response: &Response) -> ApiError {
            ApiError::new(response.status(), response.body())
        }

        fn request_id(_: &HeaderMap) -> Option<&str> {
            None
        }
    }

    fn statuses(is_meant: impl Fn(StatusCode) -> bool) -> Vec<u16> {
        (300..=999).filter(|status| is_meant(StatusCode::from_u16(*status).unwrap())).collect()
    }

    #[test]
    fn statuses_that_pass_for_a_read_and_for_a_write() {
        let passing = |idempotency| statuses(|status| Plain::is_passing(status, idempotency));
        assert_eq!(passing(Idempotent), [408, 425, 429, 500, 502, 503, 504]);
        assert_eq!(passing(NonIdempotent), [429, 500, 502, 503, 504]);
    }

    #[test]
    fn every_400_denies_that_the_call_happened_and_nothing_else_does() {
        assert_eq!(statuses(Plain::is_refusal), (400..500).collect::<Vec<u16>>());
    }
}
