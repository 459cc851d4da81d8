#![doc = include_str!("../README.md")]
//!
//! Specification: `docs/spec/pili.md` section 5.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod code;
mod error_body;
pub mod length;
pub mod rfc3339;
mod vendor;

pub use code::Code;
pub use vendor::Qiniu;
