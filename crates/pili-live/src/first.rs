//! The first generation of 2014, at a host and with a signature of its own (spec 4.7).
//!
//! ```
//! use pili_live::{core::Operation, first};
//! let status = first::Streams::default().stream("54068a9063b906000d000001").status();
//! let request = status.encode(&first::ENDPOINT)?;
//! assert_eq!(request.uri(), "https://api.pili.qiniu.com/v1/streams/54068a9063b906000d000001/status");
//! # Ok::<(), pili_live::core::Error>(())
//! ```
//!
//! Calls are signed with [`FirstGen`](pili_core::auth::qiniu::FirstGen), as [`client`] does.

mod api;
mod request;
pub mod segment;
pub mod stream;
mod streams;

pub use crate::state::State;
#[cfg(feature = "hyper")]
pub use api::client;
pub use api::{Client, ENDPOINT, FirstGen, builder};
pub use stream::{Stream, StreamId};
pub use streams::Streams;
