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
//! A span holds its first moment and not its last one. Both are a [`Day`], or a text for one, `YYYYMMDD` or
//! `YYYYMMDDhhmmss`; an end in the future is now. Figures lag about five minutes. Bandwidth is traffic
//! times 8 by the length of a step.

mod area;
mod day;
mod granularity;
mod kind;
mod metric;
mod query;
mod usage;

use std::ops::Range;

use pili_core::auth::names::NameError;

pub use area::Area;
pub use day::Day;
pub use granularity::Granularity;
pub use kind::{
    Caster, CasterBy, Codec, CodecBy, Downflow, FlowBy, Kind, Nrop, NropBy, Publish, PublishBy, Upflow,
};
pub use metric::Metric;
pub use query::{Grouped, Query};
pub use usage::{GroupedUsage, Usage};

/// Traffic from publishers, in bytes.
///
/// Example: [`statd`](crate::statd).
pub fn upflow<D: TryInto<Day, Error: Into<NameError>>>(span: Range<D>, step: Granularity) -> Query<Upflow> {
    Query::new(span, step)
}

/// Traffic to viewers, in bytes.
///
/// ```no_run
/// # async fn run(client: pili_live::Client) -> pili_live::core::Result<()> {
/// use pili_live::statd::{self, Granularity};
/// let usage = client.send(statd::downflow("20231101".."20231201", Granularity::Day)).await?;
/// println!("{usage:?}");
/// let pushed = client.send(statd::publish("20231101".."20231201", Granularity::Day)).await?;
/// let minutes = client.send(statd::codec("20231101".."20231201", Granularity::Day)).await?;
/// let checked = client.send(statd::nrop("20231101".."20231201", Granularity::Day)).await?;
/// let mixed = client.send(statd::caster("20231101".."20231201", Granularity::Day)).await?;
/// println!("{pushed:?} {minutes:?} {checked:?} {mixed:?}");
/// # Ok(()) }
/// ```
pub fn downflow<D: TryInto<Day, Error: Into<NameError>>>(
    span: Range<D>,
    step: Granularity,
) -> Query<Downflow> {
    Query::new(span, step)
}

/// Time transcoded, in ms.
///
/// Example: [`downflow`].
pub fn codec<D: TryInto<Day, Error: Into<NameError>>>(span: Range<D>, step: Granularity) -> Query<Codec> {
    Query::new(span, step)
}

/// Pictures whose content was checked.
///
/// Example: [`downflow`].
pub fn nrop<D: TryInto<Day, Error: Into<NameError>>>(span: Range<D>, step: Granularity) -> Query<Nrop> {
    Query::new(span, step)
}

/// What directors used: traffic in bytes, time in seconds.
///
/// Example: [`downflow`].
pub fn caster<D: TryInto<Day, Error: Into<NameError>>>(span: Range<D>, step: Granularity) -> Query<Caster> {
    Query::new(span, step)
}

/// Streams published onward: how many, and for how long in ms.
///
/// Example: [`downflow`].
pub fn publish<D: TryInto<Day, Error: Into<NameError>>>(span: Range<D>, step: Granularity) -> Query<Publish> {
    Query::new(span, step)
}
