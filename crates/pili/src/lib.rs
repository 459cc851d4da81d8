//! The Rust SDK for Qiniu Pili live streaming and RTC, Alibaba Cloud OSS LiveChannel and OpenTok.
//!
//! This crate only re-exports; each part is a crate of its own and can be used alone.
//!
//! | feature | what it adds | module |
//! |---|---|---|
//! | `live` (default) | Pili hubs, streams, domains and statistics | `live` |
//! | `rtc` (default) | RTC room tokens | `rtc` |
//! | `rtc-api` | calls to RTC apps, rooms and users | `rtc` |
//! | `urls` (default) | publish and play URLs | `urls` |
//! | `oss` | Alibaba Cloud OSS LiveChannel | `oss` |
//! | `opentok` | the OpenTok server API | `opentok` |
//! | `hyper` | the pooled HTTP transport, without TLS | `core` |
//! | `tls` (default) | the pooled HTTP transport with TLS | `core` |

pub use pili_auth as auth;
#[cfg(any(feature = "live", feature = "oss", feature = "opentok", feature = "rtc-api", feature = "hyper"))]
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
#[cfg(any(feature = "live", feature = "oss", feature = "opentok", feature = "rtc-api", feature = "hyper"))]
pub use pili_core::{Client, Endpoint, Error, Operation};
