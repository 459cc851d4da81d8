#![doc = include_str!("../README.md")]
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

#![cfg_attr(docsrs, feature(doc_cfg))]
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
