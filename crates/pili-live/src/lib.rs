//! Qiniu Pili live streaming: hubs, streams, domains, statistics, callbacks and Pub tasks.
//!
//! Nouns build operations and hold no client, so they are plain values; a [`Client`] sends the operations.
//!
//! ```no_run
//! use pili_live::{Hub, core::auth::Credentials};
//!
//! # async fn run() -> pili_live::core::Result<()> {
//! let client = pili_live::client(Credentials::new("access-key", "secret-key"))?;
//! let evening = Hub::new("shows").stream("evening");
//! client.send(evening.create()).await?;
//! if let Some(live) = client.send(evening.live()).await? {
//!     println!("live at {} bit/s", live.bps);
//! }
//! let mut streams = client.items(Hub::new("shows").streams().prefix("eve").live_only());
//! while let Some(key) = streams.next().await {
//!     println!("{}", key?);
//! }
//! # Ok(()) }
//! ```
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
