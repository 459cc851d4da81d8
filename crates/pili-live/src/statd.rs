//! Usage of the whole account over time: traffic, transcoding, content checks and more (spec 4.3; vendor
//! page 9862).
//!
//! ```
//! use pili_live::{Endpoint, core::Operation, statd::{self, Area, FlowBy, Granularity}};
//!
//! let usage = statd::upflow("20240101".."20240103", Granularity::Day)
//!     .only(FlowBy::Hub, "shows")
//!     .except(FlowBy::Area, Area::HongKong);
//! let request = usage.encode(&Endpoint::parse("https://pili.qiniuapi.com")?)?;
//! assert_eq!(request.uri().path(), "/statd/upflow");
//! let by_hub = usage.group_by(FlowBy::Hub);
//! # Ok::<(), pili_live::core::Error>(())
//! ```
//!
//! A span holds its first moment and not its last one. Both are written `YYYYMMDD` or `YYYYMMDDhhmmss`, in
//! the service's time zone; an end in the future is now. Figures lag about five minutes. Bandwidth is traffic
//! times 8 by the length of a step.

mod area;
mod granularity;
mod kind;
mod metric;
mod query;
mod span;

use std::ops::Range;

pub use area::Area;
pub use granularity::Granularity;
pub use kind::{Caster, CasterBy, Codec, CodecBy, Downflow, FlowBy, Kind, Nrop, NropBy, Pub, PubBy, Upflow};
pub use metric::Metric;
pub use query::{Grouped, Query};

/// Traffic from publishers, in bytes.
pub fn upflow<T: Into<String>>(span: Range<T>, step: Granularity) -> Query<Upflow> {
    Query::new(span, step)
}

/// Traffic to viewers, in bytes.
pub fn downflow<T: Into<String>>(span: Range<T>, step: Granularity) -> Query<Downflow> {
    Query::new(span, step)
}

/// Time transcoded, in ms.
pub fn codec<T: Into<String>>(span: Range<T>, step: Granularity) -> Query<Codec> {
    Query::new(span, step)
}

/// Pictures whose content was checked.
pub fn nrop<T: Into<String>>(span: Range<T>, step: Granularity) -> Query<Nrop> {
    Query::new(span, step)
}

/// What directors used: traffic in bytes, time in seconds.
pub fn caster<T: Into<String>>(span: Range<T>, step: Granularity) -> Query<Caster> {
    Query::new(span, step)
}

/// Streams published onward: how many, and for how long in ms.
pub fn publish<T: Into<String>>(span: Range<T>, step: Granularity) -> Query<Pub> {
    Query::new(span, step)
}
