//! `x-oss-*` headers: those a signer sets, and the lines that are signed.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::{Secret, SignError};

pub(super) const DATE: HeaderName = HeaderName::from_static("x-oss-date");
pub(super) const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-oss-content-sha256");
pub(super) const CONTENT_MD5: HeaderName = HeaderName::from_static("content-md5");
const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-oss-security-token");
const PREFIX: &str = "x-oss-";

pub(super) fn is_oss(name: &str) -> bool {
    name.starts_with(PREFIX)
}

/// A header's value without surrounding blanks, as a proxy would pass it on; empty if it is missing.
pub(super) fn value(headers: &HeaderMap, name: impl http::header::AsHeaderName) -> Result<&str, SignError> {
    headers.get(name).map_or(Ok(""), text)
}

/// The date that is signed: `x-oss-date`, or `Date` where that is absent.
pub(super) fn date(headers: &HeaderMap) -> Result<&str, SignError> {
    let name = if headers.contains_key(DATE) { DATE } else { http::header::DATE };
    value(headers, name)
}

/// Enough for the lines of most requests.
const LENGTH: usize = 128;

/// One `name:value` line for each name that is signed, sorted; the values of a name are joined with a comma.
pub(super) fn lines(headers: &HeaderMap, signed: impl Fn(&str) -> bool) -> Result<String, SignError> {
    let mut names: Vec<_> = headers.keys().filter(|name| signed(name.as_str())).collect();
    names.sort_by_key(|name| name.as_str());
    let mut lines = String::with_capacity(LENGTH);
    for name in names {
        lines.push_str(name.as_str());
        for (index, value) in headers.get_all(name).iter().enumerate() {
            lines.push(if index == 0 { ':' } else { ',' });
            lines.push_str(text(value)?);
        }
        lines.push('\n');
    }
    Ok(lines)
}

fn text(value: &HeaderValue) -> Result<&str, SignError> {
    let unreadable = |_| SignError::new("signed header", "must be UTF-8");
    std::str::from_utf8(value.as_bytes()).map(str::trim).map_err(unreadable)
}

/// Sets the token of temporary credentials (spec 7), or takes away that of others.
pub(super) fn set_token(headers: &mut HeaderMap, token: Option<&Secret>) -> Result<(), SignError> {
    let Some(token) = token else {
        headers.remove(SECURITY_TOKEN);
        return Ok(());
    };
    let unusable = |_| SignError::new("security token", "must be printable ASCII");
    let mut value = HeaderValue::from_bytes(token.expose()).map_err(unusable)?;
    value.set_sensitive(true);
    headers.insert(SECURITY_TOKEN, value);
    Ok(())
}

/// Sets a header that the signer made itself.
pub(super) fn set(headers: &mut HeaderMap, name: HeaderName, text: &str) -> Result<(), SignError> {
    let unusable = |_| SignError::new("access key or region", "must be printable ASCII");
    let mut value = HeaderValue::from_str(text).map_err(unusable)?;
    value.set_sensitive(name == http::header::AUTHORIZATION);
    headers.insert(name, value);
    Ok(())
}
