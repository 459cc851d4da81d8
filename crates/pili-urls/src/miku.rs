//! URLs of Miku (快直播), the successor of Pili: build, sign, verify and explain.
//!
//! They look like Pili's, with a bucket where Pili has a hub, and there are more of them: WHIP, WHEP, and SRT to play.
//! Their signature is another one, made with a key of the domain, for publishing and playing alike.
//!
//! ```
//! use std::time::{Duration, UNIX_EPOCH};
//! use pili_urls::{Domain, miku::{AntiLeech, Key, Request, StreamPath, play, publish}};
//!
//! let stream = StreamPath::new("demo-bucket", "evening")?;
//! let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000); // or `SystemTime::now()`
//!
//! // A URL to publish to from a browser, good for an hour.
//! let plain = publish::whip(&Domain::new("publish.example.com")?.https(), &stream);
//! let leech = AntiLeech::new("key-of-the-publish-domain");
//! let url = leech.sign(&plain, now + Duration::from_secs(3600))?;
//! assert!(url.starts_with("https://publish.example.com/demo-bucket/evening.whip?sign="));
//! assert!(url.ends_with("&t=1700003600"));
//!
//! // What a server makes of it, now and two hours later.
//! let request = Request::parse(&url)?;
//! assert_eq!(request.stream()?, stream);
//! assert_eq!(leech.verify(&request, now)?.key(), Key::Primary);
//! let late = leech.verify(&request, now + Duration::from_secs(7200)).unwrap_err();
//! assert!(late.to_string().starts_with("the URL expired 3600 s ago"));
//!
//! // A URL to watch it at.
//! let watch = play::flv(&Domain::new("live.example.com")?, &stream);
//! assert_eq!(watch, "http://live.example.com/demo-bucket/evening.flv");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The page "From Pili to Miku" in the folder `docs` of the repository names what differs and is easily missed.
//! Specification: `docs/spec/pili.md` section 3.7.

mod anti_leech;
mod extension;
mod hexadecimal;
mod mistake;
#[cfg(test)]
mod properties;
mod request;
mod signed_text;
mod stream_path;
mod verified;

pub mod play;
pub mod publish;

pub use anti_leech::AntiLeech;
pub use request::Request;
pub use stream_path::{BucketName, StreamPath};
pub use verified::{Key, Verified};

/// The vendor's name of the rule (page 13268).
const RULE: &str = "tsExpireMD5";
/// The parameter that holds the MD5.
const SIGN: &str = "sign";
/// The parameter that holds the time.
const TIME: &str = "t";
