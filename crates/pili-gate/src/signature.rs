//! Who signed a call of Pili's API: as the scheme has it, or as official SDKs sign it nevertheless.

mod candidate;

use bytes::Bytes;
use http::Request;
use pili_auth::{
    VerifyError,
    qiniu::{Authorization, QiniuV2, token_matches},
};

pub use candidate::Candidate;

/// Checks the signature of a call as received, and takes one that an official SDK makes.
///
/// # Errors
/// What is wrong with it.
pub fn check(signer: &QiniuV2, request: &Request<Bytes>) -> Result<(), VerifyError> {
    match signer.verify(request) {
        Err(VerifyError::Mismatch) if signed_instead(signer, request).is_some_and(|text| text.accepted) => {
            Ok(())
        }
        verified => verified,
    }
}

/// The text that was signed in place of the right one, if it is one that clients are known to sign.
pub fn signed_instead(signer: &QiniuV2, request: &Request<Bytes>) -> Option<Candidate> {
    let signature = Authorization::of(request.headers()).map_or("", |authorization| authorization.signature);
    let secret = signer.credentials().secret_key();
    Candidate::all(signer, request)
        .into_iter()
        .find(|candidate| token_matches(secret, &candidate.text, signature))
}
