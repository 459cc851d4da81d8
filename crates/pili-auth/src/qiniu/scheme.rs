//! What the signing schemes share: the header they write, and how one is checked.

use bytes::Bytes;
use http::{HeaderValue, Request, header::AUTHORIZATION};

use super::{Authorization, Token, token_matches};
use crate::{Credentials, SignError, StringToSign, VerifyError, signer::check_keys};

/// Writes `Authorization: <scheme> <access key>:<signature of text>`, and leaves the text for explanations.
pub(super) fn write(
    scheme: &str,
    credentials: &Credentials,
    request: &mut Request<Bytes>,
    text: StringToSign,
) -> Result<(), SignError> {
    check_keys(credentials)?;
    let signature = Token::of(credentials.secret_key(), text.as_bytes());
    let access_key = credentials.access_key().as_bytes();
    let value = [scheme.as_bytes(), b" ", access_key, b":", signature.as_bytes()].concat();
    let value = HeaderValue::try_from(value);
    let mut value = value.map_err(|_| SignError::new("access key", "must be printable ASCII"))?;
    value.set_sensitive(true);
    request.headers_mut().insert(AUTHORIZATION, value);
    request.extensions_mut().insert(text);
    Ok(())
}

/// Checks the header of a request as received against the text it should have signed.
pub(super) fn check(
    scheme: &str,
    credentials: &Credentials,
    request: &Request<Bytes>,
    text: Result<StringToSign, SignError>,
) -> Result<(), VerifyError> {
    let authorization = Authorization::of(request.headers())?;
    if authorization.scheme != scheme {
        return Err(VerifyError::Scheme(authorization.scheme.to_owned()));
    }
    if authorization.access_key != credentials.access_key() {
        return Err(VerifyError::UnknownAccessKey(authorization.access_key.to_owned()));
    }
    check_keys(credentials).map_err(VerifyError::Unsignable)?;
    let text = text.map_err(VerifyError::Unsignable)?;
    let good = token_matches(credentials.secret_key(), text.as_bytes(), authorization.signature);
    if good { Ok(()) } else { Err(VerifyError::Mismatch) }
}
