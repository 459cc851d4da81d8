//! Who signed a call of Pili's API: as the scheme has it, or as official SDKs sign it nevertheless. [`check`] takes either.

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
/// ```
/// use std::time::UNIX_EPOCH;
/// use pili_auth::{Credentials, Signer, qiniu::{PathForm, QiniuV2}};
/// use pili_gate::signature;
///
/// let (signer, now) = (QiniuV2::new(Credentials::new("ak", "sk")), UNIX_EPOCH);
/// let mut request = http::Request::get("https://pili.qiniuapi.com/v2/hubs/a%20b").body(bytes::Bytes::new())?;
/// // As some of the vendor's SDKs sign.
/// signer.clone().path_form(PathForm::Decoded).sign(&mut request, now)?;
/// assert!(signature::check(&signer, &request).is_ok());
/// let instead = signature::signed_instead(&signer, &request).expect("another text was signed");
/// assert!(instead.accepted);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
///
/// Example: [`check`].
pub fn signed_instead(signer: &QiniuV2, request: &Request<Bytes>) -> Option<Candidate> {
    let signature = Authorization::of(request.headers()).map_or("", |authorization| authorization.signature);
    let secret = signer.credentials().secret_key();
    Candidate::all(signer, request)
        .into_iter()
        .find(|candidate| token_matches(secret, &candidate.text, signature))
}
