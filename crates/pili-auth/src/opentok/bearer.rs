//! `Authorization: Bearer`, in which everything of Vonage carries its tokens.

use http::{HeaderMap, HeaderValue, Request, header::AUTHORIZATION};

use super::Refusal;
use crate::{SignError, StringToSign, verify};

/// The one token of a request. The scheme's name may be in any case.
pub(super) fn token(headers: &HeaderMap) -> Result<&str, Refusal> {
    let value = value(headers)?;
    let (scheme, token) = value.split_once(' ').ok_or(Refusal::Malformed(SCHEME))?;
    if scheme.eq_ignore_ascii_case("bearer") { Ok(token.trim()) } else { Err(Refusal::Malformed(SCHEME)) }
}

/// The one token of a request, with its scheme or without.
pub(super) fn token_or_bare(headers: &HeaderMap) -> Result<&str, Refusal> {
    let value = value(headers)?;
    if value.contains(' ') { token(headers) } else { Ok(value) }
}

/// Puts a token on a request, and leaves what was signed with it.
pub(super) fn put<B>(request: &mut Request<B>, token: &str, text: String) -> Result<(), SignError> {
    let value = HeaderValue::try_from(format!("Bearer {token}"));
    let mut value = value.map_err(|_| SignError::new("token", "must be printable ASCII"))?;
    value.set_sensitive(true);
    request.headers_mut().insert(AUTHORIZATION, value);
    request.extensions_mut().insert(StringToSign::new(text));
    Ok(())
}

const SCHEME: &str = "the header, which must be `Authorization: Bearer` and a token";

fn value(headers: &HeaderMap) -> Result<&str, Refusal> {
    verify::check_once(headers).map_err(Refusal::Duplicate)?;
    let value = headers.get(AUTHORIZATION).ok_or(Refusal::Missing)?;
    value.to_str().map_err(|_| Refusal::Malformed(SCHEME))
}
