#![doc = include_str!("../README.md")]
//!
//! # A program per product
//!
//! Live streaming: create a stream, and see whether it is live.
//!
//! ```no_run
//! # #[cfg(all(feature = "live", feature = "hyper"))]
//! # async fn run() -> Result<(), pili::Error> {
//! use pili::{Credentials, live::Hub};
//!
//! let client = pili::live::client(Credentials::new("access-key", "secret-key"))?;
//! let evening = Hub::new("shows").stream("evening");
//! client.send(evening.create()).await?;
//! match client.send(evening.live()).await? {
//!     Some(live) => println!("live at {} bit/s", live.bps),
//!     None => println!("not live yet"),
//! }
//! # Ok(()) }
//! ```
//!
//! RTC: who is in the rooms of an app.
//!
//! ```no_run
//! # #[cfg(all(feature = "rtc", feature = "hyper"))]
//! # async fn run() -> Result<(), pili::Error> {
//! use pili::{Credentials, rtc::App};
//!
//! let client = pili::rtc::client(Credentials::new("access-key", "secret-key"))?;
//! let app = App::new("desls83s2");
//! let mut rooms = client.items(app.rooms());
//! while let Some(room) = rooms.next().await {
//!     let users = client.send(app.room(room?).users()).await?;
//!     println!("{} users", users.len());
//! }
//! # Ok(()) }
//! ```
//!
//! OSS: a channel that stores what is published to it.
//!
//! ```no_run
//! # #[cfg(all(feature = "oss", feature = "hyper"))]
//! # async fn run() -> Result<(), pili::Error> {
//! use pili::{Credentials, oss::Bucket};
//!
//! let client = pili::oss::client("cn-hangzhou", Credentials::new("access-key", "secret-key"))?;
//! let channel = Bucket::new("examplebucket").channel("evening");
//! let created = client.send(channel.create().playlist_name("evening.m3u8")).await?;
//! println!("publish to {:?}, watch at {:?}", created.publish_url(), created.play_url());
//! # Ok(()) }
//! ```
//!
//! OpenTok or Vonage Video, by the credentials: a session, and its recording.
//!
//! ```no_run
//! # #[cfg(all(feature = "opentok", feature = "hyper"))]
//! # async fn run() -> Result<(), pili::Error> {
//! use pili::opentok::{Credentials, MediaMode, Project};
//!
//! let credentials = Credentials::project("123456", "secret"); // or Credentials::application(id, private_key)
//! let (project, client) = (Project::of(&credentials), pili::opentok::client(credentials)?);
//! let session = client.send(project.create_session().media_mode(MediaMode::Routed)).await?;
//! let archive = client.send(project.session(session.session_id).start_archive().name("evening")).await?;
//! println!("recording as {}", archive.id);
//! # Ok(()) }
//! ```
//!
//! # What every product shares
//!
//! - **Somewhere else**: `client.with_endpoint(endpoint)` sends the same calls to a local service; nothing else changes.
//! - **Why it failed**: [`Error::reason`](Error) (not found, already exists, denied …), whether it may have taken effect, whether
//!   it is worth another try, the request id, the text that was signed.
//! - **Layers**: a client is a tower service of operations, and its transport one of requests.
//! - **The wrong product does not compile**: a client sends the calls of its API alone.
//!
//! ```compile_fail
//! # #[cfg(all(feature = "live", feature = "rtc", feature = "hyper"))]
//! # async fn run() -> Result<(), pili::Error> {
//! let live = pili::live::client(pili::Credentials::new("access-key", "secret-key"))?;
//! live.send(pili::rtc::App::new("desls83s2").info()).await?; // expected `Pili`, found `Rtc`
//! # Ok(()) }
//! # #[cfg(not(all(feature = "live", feature = "rtc", feature = "hyper")))]
//! # compile_error!("there are no two products to mix up");
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
//! | `opentok` | the OpenTok server API, and that of Vonage Video | `opentok` |
//! | `hyper` | the pooled HTTP transport, without TLS | `core` |
//! | `tls` (default) | the pooled HTTP transport with TLS | `core` |
//! | `proxy` | the pooled HTTP transport through proxies | `core` |
//! | `rustcrypto` | RustCrypto signs instead of ring: faster where the processor knows SHA | `auth` |
//!
//! A server that makes tokens and no calls takes `pili-rtc` without features or `pili-auth`, and has no runtime then.
//!
//! # Examples
//!
//! The folder `examples` of this crate has a program for each way to plug in: `own_transport`,
//! `reqwest_transport`, `layer_around_calls`, `layer_around_attempts`, `layers_of_both_kinds`, `opentelemetry`, `closure_as_mock`, `own_operation`, `own_tests`, `without_a_client`,
//! `blocking` and `local_in_process`. `opentok_and_vonage` is one program for both platforms. `pili2_readme` is the README of the vendor's Python SDK in Rust, running to
//! its end against the local service.

#![cfg_attr(docsrs, feature(doc_cfg))]

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
