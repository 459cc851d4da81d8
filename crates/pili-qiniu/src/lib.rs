#![doc = include_str!("../README.md")]
//!
//! Specification: `docs/spec/pili.md` section 5.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod code;
mod error_body;
pub mod length;
mod media_url;
pub mod rfc3339;
mod vendor;

pub use code::Code;
pub use media_url::MediaUrl;
pub use vendor::Qiniu;
