//! The 2015 API, `/v1`: streams with ids of the form `zone.hub.title` (spec 4.6).
//!
//! Same host and signature as v2. A stream has to be created before it is published.
//!
//! ```
//! use pili_live::{Endpoint, core::Operation, v1};
//! let status = v1::Stream::new("z1.shows.evening").status();
//! let request = status.encode(&Endpoint::parse("https://pili.qiniuapi.com")?)?;
//! assert_eq!(request.uri().path(), "/v1/streams/z1.shows.evening/status");
//! # Ok::<(), pili_live::core::Error>(())
//! ```

mod available;
mod create;
mod delete;
mod hub;
mod info;
mod list;
mod names;
mod saveas;
mod segments;
mod snapshot;
mod status;
mod stream;
mod update;
pub mod wire;

pub use available::Available;
pub use create::Create;
pub use delete::Delete;
pub use hub::Hub;
pub use info::Info;
pub use list::List;
pub use names::{StreamId, Title};
pub use saveas::SaveAs;
pub use segments::Segments;
pub use snapshot::Snapshot;
pub use status::Status;
pub use stream::Stream;
pub use update::Update;
