//! The Rust SDK for Qiniu Pili live streaming and RTC, Alibaba Cloud OSS LiveChannel and OpenTok.
//!
//! This crate only re-exports; each part is a crate of its own and can be used alone. The words that every
//! part shares are at the root: [`Credentials`] sign through a [`Signer`]; a [`Client`] sends an [`Operation`] to
//! an [`Endpoint`], and tells an [`Error`] if it fails.
//!
//! ```no_run
//! # #[cfg(all(feature = "live", feature = "hyper"))]
//! # async fn run() -> Result<(), pili::Error> {
//! use pili::{Credentials, live::Hub};
//!
//! let client = pili::live::client(Credentials::new("access-key", "secret-key"))?;
//! if let Some(live) = client.send(Hub::new("shows").stream("evening").live_status()).await? {
//!     println!("live at {} bit/s", live.bps);
//! }
//! # Ok(()) }
//! ```
//!
//! ```no_run
//! # #[cfg(all(feature = "rtc", feature = "hyper"))]
//! # async fn run() -> Result<(), pili::Error> {
//! use pili::{Credentials, rtc::App};
//!
//! let client = pili::rtc::client(Credentials::new("access-key", "secret-key"))?;
//! let mut rooms = client.items(App::new("desls83s2").rooms());
//! while let Some(room) = rooms.next().await {
//!     println!("{}", room?);
//! }
//! # Ok(()) }
//! ```
//!
//! # Features
//!
//! | feature | what it adds | module |
//! |---|---|---|
//! | `live` (default) | Pili hubs, streams, domains and statistics | `live` |
//! | `legacy` | the APIs before v2: that of 2015, and the first generation | `live` |
//! | `rtc` (default) | RTC room tokens, and calls to apps, rooms and users | `rtc` |
//! | `urls` (default) | publish and play URLs | `urls` |
//! | `oss` | Alibaba Cloud OSS LiveChannel | `oss` |
//! | `opentok` | the OpenTok server API | `opentok` |
//! | `hyper` | the pooled HTTP transport, without TLS | `core` |
//! | `tls` (default) | the pooled HTTP transport with TLS | `core` |
//! | `proxy` | the pooled HTTP transport through proxies | `core` |
//!
//! A server that makes tokens and no calls takes `pili-rtc` or `pili-auth` without features, and has no runtime then.
//!
//! # Examples
//!
//! The folder `examples` of this crate has a program for each way to plug in: `own_transport`,
//! `layer_around_calls`, `layer_around_attempts`, `closure_as_mock`, `own_operation`, `without_a_client`,
//! `blocking` and `local_in_process`. `pili2_readme` is the README of the vendor's Python SDK in Rust, running to
//! its end against the local service.

pub use pili_auth as auth;
#[cfg(any(feature = "live", feature = "rtc", feature = "oss", feature = "opentok", feature = "hyper"))]
pub use pili_core as core;
#[cfg(feature = "live")]
pub use pili_live as live;
#[cfg(feature = "opentok")]
pub use pili_opentok as opentok;
#[cfg(feature = "oss")]
pub use pili_oss as oss;
#[cfg(feature = "rtc")]
pub use pili_rtc as rtc;
#[cfg(feature = "urls")]
pub use pili_urls as urls;

pub use pili_auth::{Credentials, Signer};
#[cfg(any(feature = "live", feature = "rtc", feature = "oss", feature = "opentok", feature = "hyper"))]
pub use pili_core::{Client, Endpoint, Error, Operation};
