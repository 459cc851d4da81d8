//! RTMP publish URLs of Alibaba Cloud OSS LiveChannel: build, sign, verify and explain.
//!
//! Specification: `docs/spec/oss-livechannel.md` section 8; vendor page "RTMP ingest URLs and signatures".
//!
//! ```
//! use std::time::{Duration, UNIX_EPOCH};
//! use pili_urls::{Credentials, oss_rtmp::{PublishRequest, PublishUrl}};
//!
//! let credentials = Credentials::new("AKIDSHAREDEXAMPLE01", "sharedSecretExample0123456789ab");
//! let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000); // or `SystemTime::now()`
//! let url = PublishUrl::new("oss-cn-hangzhou.aliyuncs.com", "examplebucket", "test_rtmp_live")?
//!     .playlist_name("test.m3u8")
//!     .sign(&credentials, now + Duration::from_secs(3600))?;
//! assert!(url.ends_with("Expires=1700003600&Signature=94BTXkXx9dvp8omUz32UomNEm%2FI%3D"));
//!
//! // What a server makes of it, now and two hours later.
//! let request = PublishRequest::parse(&url)?;
//! assert!(request.verify(&credentials, now).is_ok());
//! let late = request.verify(&credentials, now + Duration::from_secs(7200)).unwrap_err();
//! assert!(late.to_string().starts_with("the URL expired 3600 s ago"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod mistake;
mod request;
mod signed_text;
#[cfg(test)]
mod tests;
mod url;

pub use mistake::Mistake;
pub use pili_auth::oss::{Addressing, BucketName, ChannelName};
pub use request::PublishRequest;
pub use url::PublishUrl;

const ACCESS_KEY: &str = "OSSAccessKeyId";
const EXPIRES: &str = "Expires";
const SIGNATURE: &str = "Signature";
const SECURITY_TOKEN: &str = "security-token";
const PLAYLIST: &str = "playlistName";

/// A parameter of a URL, decoded.
type Parameter = (String, String);
