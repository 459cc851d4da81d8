//! Qiniu RTC: room tokens, apps, rooms and users.
//!
//! A token server needs no runtime: without the feature `api` this crate is pure functions.
//!
//! ```
//! use std::time::{Duration, UNIX_EPOCH};
//! use pili_rtc::{AppId, Credentials, Permission, RoomAccess, RoomName, RoomToken, UserId};
//!
//! let credentials = Credentials::new("access-key", "secret-key");
//! let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000); // or `SystemTime::now()`
//!
//! // A token with which user_9 may enter room-01 for an hour.
//! let app = AppId::new("desls83s2")?;
//! let expires_at = now + Duration::from_secs(3600);
//! let access = RoomAccess::v3(app, RoomName::new("room-01")?, UserId::new("user_9")?, Permission::User, expires_at);
//! let token = access.token(&credentials)?;
//!
//! // What a server makes of it, now and two hours later.
//! let received = RoomToken::parse(&token)?;
//! assert_eq!(received.verify(&credentials, now)?, access);
//! let late = received.verify(&credentials, now + Duration::from_secs(7200)).unwrap_err();
//! assert_eq!(late.to_string(), "the room token expired 3600 s ago, at 1700003600: make a new one");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! With `api` there are calls to apps, rooms, users and jobs, as operations that a `Client` sends, see `client`. The
//! rooms of the versions before apps are in `v2`.
//!
//! Specification: `docs/spec/pili.md` sections 4.8 to 4.11.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `api` (default) | calls to apps, rooms and users |
//! | `hyper` | the pooled HTTP transport, without TLS |
//! | `tls` (default) | the same with TLS |
//! | `proxy` | the pooled HTTP transport through proxies |

#![cfg_attr(
    not(feature = "__wire"),
    allow(unreachable_pub, reason = "bodies are public to the local service alone")
)]

#[cfg(feature = "api")]
mod api;
mod names;
mod token;

/// The client and all it stands on: the whole of `pili-core`.
#[cfg(feature = "api")]
pub use pili_core as core;

#[cfg(feature = "hyper")]
pub use api::client;
#[cfg(feature = "__wire")]
#[doc(hidden)]
pub use api::wire;
#[cfg(feature = "api")]
pub use api::{
    App, Client, ENDPOINT, Room, Rtc, StretchMode, app, builder, forward_job, job, merge_job, pub_task, room,
    v2,
};
pub use names::{AppId, RoomName, UserId};
pub use pili_auth::{Credentials, Secret, SignError, names::NameError};
#[cfg(feature = "api")]
pub use pili_core::Endpoint;
#[cfg(feature = "api")]
pub use pili_qiniu::{Code, MediaUrl};
pub use token::{Permission, RoomAccess, RoomToken, RoomTokenRefusal, TokenVersion};
