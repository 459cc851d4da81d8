//! What the APIs of Qiniu have in common on the wire: error bodies, status codes, request ids, and how times and
//! lengths of time are written. The crates of live streaming and of RTC stand on it; users meet it as their `Code`.
//!
//! Specification: `docs/spec/pili.md` section 5.

mod code;
mod error_body;
pub mod length;
mod media_url;
pub mod rfc3339;
mod vendor;

pub use code::Code;
pub use media_url::MediaUrl;
pub use vendor::Qiniu;
