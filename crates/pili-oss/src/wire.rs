//! The XML bodies of the API, both ways: what operations return, and what a service that speaks this wire
//! builds (spec 2). Elements that are not known are ignored.

mod config;
mod page;
mod stat;
mod status;
mod time;
mod urls;

pub use config::{ChannelConfig, Snapshot, Target};
pub use page::{ChannelEntry, ChannelPage};
pub use stat::{Audio, ChannelHistory, ChannelStat, LiveRecord, Video};
pub use status::{ChannelStatus, StreamStatus};
pub use time::iso8601;
pub use urls::{CreatedChannel, Urls};

pub(crate) use time::parse as parse_time;
