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
mod create;
mod delete;
mod delete_segments;
mod info;
mod list;
mod play_segments;
mod request;
mod segments;
mod status;
mod stream;
mod streams;
mod time;
mod update;
mod watch;
pub mod wire;

#[cfg(feature = "hyper")]
pub use api::client;
pub use api::{Client, ENDPOINT, FirstGen, builder};
pub use create::Create;
pub use delete::Delete;
pub use delete_segments::DeleteSegments;
pub use info::Info;
pub use list::List;
pub use play_segments::PlaySegments;
pub use segments::Segments;
pub use status::Status;
pub use stream::{Stream, StreamId};
pub use streams::Streams;
pub use update::Update;
pub use watch::Watch;
pub use wire::State;
