#![doc = include_str!("../README.md")]
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `server` | a tower service and an axum router, settings in TOML, figures; callbacks are sent, calls answered |
//! | `redis` | several gates behind a balancer share what they must, in Redis (`[redis]` of the settings) |

#![cfg_attr(docsrs, feature(doc_cfg))]

mod ask;
pub mod callback;
mod cidr;
mod demand;
pub mod engine;
mod explanation;
mod hidden;
mod limit;
mod policy;
#[cfg(feature = "server")]
mod server;
pub mod signature;
mod verdict;

pub use ask::{Action, Ask, Moment, Protocol};
pub use cidr::Cidr;
pub use demand::{PlayDemand, PublishDemand, play_rule};
pub use engine::{Ended, Engine, Hook, Unreadable};
pub use explanation::Explanation;
pub use hidden::{hidden, is_secret};
pub use limit::{AddressLimit, NotLetIn, RefererLimit};
pub use pili_live::stream::Disabled;
pub use policy::{HubPolicy, Policy, StreamPolicy, Terms, why_disabled};
#[cfg(feature = "server")]
pub use server::{
    Caller, Callers, ConfigError, Deed, EngineSettings, Gate, Judged, Settings, Told, WhenUnsure, serve,
};
pub use verdict::{Admitted, Cause, Refused, Verdict};
