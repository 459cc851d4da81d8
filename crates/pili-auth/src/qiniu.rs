//! The `Qiniu` management credential ("V2"), which Pili v1 and v2, statistics and RTC use.
//!
//! Specification: `docs/spec/pili.md` section 2; vendor page "请求鉴权" (2772).

mod authorization;
mod headers;
mod string_to_sign;
mod token;
mod v2;

pub use authorization::Authorization;
pub use token::{token, token_matches};
pub use v2::{PathForm, QiniuV2};
