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

mod hub;
mod names;
pub mod segment;
pub mod stream;

pub use crate::state::State;
pub use hub::Hub;
pub use names::{StreamId, Title};
pub use stream::Stream;
