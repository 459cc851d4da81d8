//! Two questions that the status of a failed attempt answers, apart from each other.

use http::StatusCode;

use crate::Idempotency;

/// Is it passing: may the same call fare better a moment later?
///
/// 408 and 425 ask for the request once more. Not every service means that (OpenTok's 408 is an unknown
/// stream), so their word does not suffice to repeat a write.
pub(crate) fn is_passing(status: StatusCode, idempotency: Idempotency) -> bool {
    match status.as_u16() {
        429 | 573 | 500 | 502..=504 => true,
        408 | 425 => idempotency == Idempotency::Idempotent,
        _ => false,
    }
}

/// Could it have happened: may the service have carried the call out, although this is its answer?
///
/// Only a refusal denies that: 4xx, and Qiniu's 573 (its 429) and 6xx. 408 is one, because by RFC 9110,
/// section 15.5.9, the request did not arrive whole; 503 is none, with `Retry-After` or without.
pub(crate) fn could_have_happened(status: StatusCode) -> bool {
    !matches!(status.as_u16(), 400..=499 | 573 | 600..=699)
}
