//! The header signatures of Alibaba Cloud OSS, V1 and V4.
//!
//! Temporary credentials of the vendor's Security Token Service (STS) are a key pair with a security token, made
//! by [`Credentials::temporary`](crate::Credentials::temporary); the token is sent and signed with each request.
//! They end after minutes or hours. A signer made by [`OssV4::rotating`] or [`OssV1::rotating`] asks for the
//! credentials that hold now each time it signs, each attempt of a call included:
//!
//! ```
//! use std::sync::{Arc, RwLock};
//! use pili_auth::{Credentials, oss::OssV4};
//!
//! let fetched = Arc::new(RwLock::new(Credentials::temporary("STS.id", "secret", "token")));
//! let current = fetched.clone();
//! let signer = OssV4::rotating(
//!     move || current.read().unwrap_or_else(|poisoned| poisoned.into_inner()).clone(),
//!     "cn-hangzhou",
//! );
//! // Whatever fetches new ones, in good time before the old ones end, puts them here:
//! *fetched.write().unwrap() = Credentials::temporary("STS.id2", "secret2", "token2");
//! # drop(signer);
//! ```
//!
//! Bucket and key are signed, but a virtual-host URL does not show them apart from its other parts. Whoever
//! builds a request therefore puts an [`OssResource`] into its extensions; so does a service before it
//! verifies.
//!
//! Specification: `docs/spec/oss-livechannel.md` sections 5 to 7; vendor pages "Include a V1 signature in the
//! Authorization header" and "Include a V4 signature in the Authorization header".

mod addressing;
mod date;
mod headers;
mod names;
mod query;
mod resource;
mod source;
mod sub_resources;
#[cfg(test)]
mod tests;
mod v1;
mod v4;

pub use addressing::Addressing;
pub use names::{BucketName, ChannelName};
pub use resource::OssResource;
pub use v1::OssV1;
pub use v4::{Authorization, OssV4};

use crate::{Secret, mac, verify};

/// Standard Base64, with padding, of a text's HMAC-SHA1 under the secret: V1 header signatures and RTMP
/// publish URLs are made of it (spec 5 and 8).
///
/// ```
/// let text = "1700003600\nplaylistName:test.m3u8\n/examplebucket/test_rtmp_live";
/// let signature = pili_auth::oss::signature(&"sharedSecretExample0123456789ab".into(), text);
/// assert_eq!(signature, "94BTXkXx9dvp8omUz32UomNEm/I=");
/// ```
pub fn signature(secret: &Secret, text: impl AsRef<[u8]>) -> String {
    mac::base64(&mac::hmac_sha1(secret, text.as_ref()))
}

/// Whether `given` is the [`signature`] of `text`, in constant time. An empty secret matches nothing.
pub fn signature_matches(secret: &Secret, text: impl AsRef<[u8]>, given: &str) -> bool {
    !secret.is_empty() && verify::same(signature(secret, text), given)
}
