#![doc = include_str!("../README.md")]
//!
//! Temporary credentials (STS) end while a program runs; signers take a function that hands out those of the time:
//!
//! ```no_run
//! use pili_oss::{Client, OssV4, Region, core::auth::Credentials};
//!
//! # fn current() -> Credentials { Credentials::temporary("STS.id", "secret", "token") }
//! # fn run() -> pili_oss::core::Result<()> {
//! let region = Region::new("cn-hangzhou")?;
//! let client = Client::builder(region.endpoint()).signer(OssV4::rotating(current, region)).build()?;
//! # drop(client); Ok(()) }
//! ```
//!
//! Publishing needs a signed URL, unless everybody may write to the bucket: `oss_rtmp` of `pili-urls` makes it.
//!
//! What the service takes and stores: H.264 video, which there must be, and AAC audio; one publisher a channel.
//! A segment without a key frame is cut after twice the fragment duration or 60 seconds, whichever is longer.
//!
//! Specification: `docs/spec/oss-livechannel.md`; each operation names the vendor's page.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `hyper` | the pooled HTTP transport, without TLS |
//! | `tls` (default) | the same with TLS |
//! | `proxy` | the pooled HTTP transport through proxies |

#![cfg_attr(docsrs, feature(doc_cfg))]

mod api;
mod body;
mod bucket;
pub mod channel;
mod code;
mod region;
mod seconds;
mod time;
mod word;

/// The client and all it stands on: the whole of `pili-core`.
pub use pili_core as core;

#[cfg(feature = "hyper")]
pub use api::client;
pub use api::{Client, ENDPOINT, Oss};
pub use bucket::Bucket;
pub use channel::LiveChannel;
pub use code::Code;
pub use pili_core::{
    Endpoint,
    auth::oss::{Addressing, BucketName, ChannelName, OssV1, OssV4},
};
pub use region::Region;

/// What only a service of this API needs besides: the bodies of requests.
#[cfg(feature = "__wire")]
#[doc(hidden)]
pub mod wire {
    pub use crate::{
        channel::{create::NewChannel, history::ChannelHistory},
        time::iso8601,
    };
}
