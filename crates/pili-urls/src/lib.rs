//! Publish and play URLs of Pili and Miku live streaming: build, sign, verify and explain.
//!
//! Pure functions: time and keys are arguments, and nothing is read or sent. Names are checked, never escaped.
//!
//! ```
//! use std::time::{Duration, UNIX_EPOCH};
//! use pili_urls::{Credentials, Domain, StreamPath, play, publish};
//! use pili_urls::publish::{PublishAuth, PublishRequest, PublishRule};
//!
//! let stream = StreamPath::new("demo-hub", "evening")?;
//! let credentials = Credentials::new("access-key", "secret-key");
//! let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000); // or `SystemTime::now()`
//!
//! // A URL to publish to, good for an hour.
//! let plain = publish::rtmp(&Domain::new("publish.example.com")?, &stream);
//! let expires_at = now + Duration::from_secs(3600);
//! let url = PublishAuth::ExpirySk { credentials: credentials.clone(), expires_at }.sign(&plain)?;
//! assert!(url.starts_with("rtmp://publish.example.com/demo-hub/evening?e=1700003600&token=access-key:"));
//!
//! // What a server makes of it, now and two hours later.
//! let rule = PublishRule::ExpirySk(vec![credentials]);
//! let request = PublishRequest::parse(&url)?;
//! assert_eq!(rule.verify(&request, now)?.access_key(), Some("access-key"));
//! let late = rule.verify(&request, now + Duration::from_secs(7200)).unwrap_err();
//! assert!(late.to_string().starts_with("the URL expired 3600 s ago"));
//!
//! // A URL to watch it at.
//! let watch = play::hls(&Domain::new("live.example.com")?.https(), &stream);
//! assert_eq!(watch, "https://live.example.com/demo-hub/evening.m3u8");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | module | URLs of |
//! |---|---|
//! | [`publish`], [`play`] | Pili |
//! | [`v1`], [`first`] | Pili's older generations |
//! | [`miku`] | Miku, Pili's successor |
//! | [`oss_rtmp`] | Alibaba Cloud OSS LiveChannel |
//!
//! Specification: `docs/spec/pili.md` section 3.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `ring` (default) | ring signs |
//! | `rustcrypto` | RustCrypto signs, also where `ring` is there: faster where the processor knows SHA, and for `wasm32-unknown-unknown` too where `ring` is not |
//!
//! One of the two is needed.

mod default_domains;
mod digest;
mod domain;
mod mistake;
mod parts;
mod place;
mod plain;
mod query;
mod received;
mod refusal;
mod stream_path;
mod verified;

pub mod first;
pub mod miku;
pub mod oss_rtmp;
pub mod play;
pub mod publish;
pub mod v1;

pub use default_domains::DefaultDomains;
pub use domain::Domain;
pub use mistake::Mistake;
pub use pili_auth::{
    Credentials, Secret, SignError,
    names::{HubName, NameError, StreamKey},
};
pub use refusal::Refusal;
pub use stream_path::{Profile, StreamPath};
pub use verified::Verified;
