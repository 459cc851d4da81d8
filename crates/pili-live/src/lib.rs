//! Qiniu Pili live streaming: hubs, streams, domains, statistics and callbacks.
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
//! if let Some(live) = client.send(evening.live_status()).await? {
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

mod api;
pub mod callback;
pub mod domain;
#[cfg(feature = "legacy")]
pub mod first;
pub mod hub;
mod noun;
pub mod stat;
pub mod statd;
pub mod stream;
#[cfg(feature = "legacy")]
pub mod v1;
pub mod wire;

/// The client and all it stands on: the whole of `pili-core`.
pub use pili_core as core;

#[cfg(feature = "hyper")]
pub use api::client;
pub use api::{Client, ENDPOINT, IAM_ENDPOINT, Pili, builder, endpoint_for};
pub use domain::Domain;
pub use hub::Hub;
pub use pili_core::{Endpoint, auth::names};
pub use pili_qiniu::Code;
pub use stream::Stream;
