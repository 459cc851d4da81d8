#![doc = include_str!("../README.md")]
//!
//! Specification: `docs/spec/pili.md` section 4; each operation names the vendor's page.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `hyper` | the pooled HTTP transport, without TLS |
//! | `tls` (default) | the same with TLS |
//! | `proxy` | the pooled HTTP transport through proxies |
//! | `legacy` | the APIs before v2: `v1` of 2015 and the `first` generation |

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(feature = "__wire"),
    allow(unreachable_pub, reason = "bodies are public for a service alone")
)]

mod api;
pub mod callback;
mod disabled;
pub mod domain;
#[cfg(feature = "legacy")]
pub mod first;
pub mod hub;
mod items;
mod key;
mod noun;
mod publish_security;
mod saving;
pub mod stat;
pub mod statd;
mod state;
pub mod stream;
pub mod task;
#[cfg(feature = "legacy")]
pub mod v1;
#[cfg(feature = "__wire")]
#[doc(hidden)]
pub mod wire;
mod zero;

/// The client and all it stands on: the whole of `pili-core`.
pub use pili_core as core;

#[cfg(feature = "hyper")]
pub use api::client;
pub use api::{Client, ENDPOINT, IAM_ENDPOINT, Pili, builder, endpoint_for};
pub use domain::Domain;
pub use hub::Hub;
pub use key::Key;
pub use pili_core::{Endpoint, Span, auth::names};
pub use pili_qiniu::Code;
pub use publish_security::PublishSecurity;
pub use state::State;
pub use stream::Stream;
