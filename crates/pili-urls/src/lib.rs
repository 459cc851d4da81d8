#![doc = include_str!("../README.md")]
//!
//! | module | URLs of |
//! |---|---|
//! | [`publish`], [`play`] | Pili |
//! | [`v1`], [`first`] | Pili's older generations |
//! | [`miku`] | Miku, Pili's successor |
//! | [`oss_rtmp`] | Alibaba Cloud OSS LiveChannel |
//!
//! Specification: `docs/spec/pili.md` section 3.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `ring` (default) | ring signs |
//! | `rustcrypto` | RustCrypto signs, also where `ring` is there: faster where the processor knows SHA, and for `wasm32-unknown-unknown` too where `ring` is not |
//!
//! One of the two is needed.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod default_domains;
mod domain;
mod mistake;
mod parts;
mod place;
mod plain;
mod query;
mod received;
mod refusal;
mod stream_path;
mod verified;

pub mod first;
pub mod miku;
pub mod oss_rtmp;
pub mod play;
pub mod publish;
pub mod v1;

pub use default_domains::DefaultDomains;
pub use domain::Domain;
pub use mistake::Mistake;
pub use pili_auth::{
    Credentials, Secret, SignError,
    names::{HubName, NameError, StreamKey},
};
pub use refusal::Refusal;
pub use stream_path::{Profile, StreamPath};
pub use verified::Verified;
