//! Qiniu's credentials: `Qiniu` ("V2"), which Pili v1 and v2, statistics and RTC use, and its older kin.
//!
//! | type | scheme | what uses it |
//! |---|---|---|
//! | [`QiniuV2`] | `Qiniu` | every call of today |
//! | [`FirstGen`] | `pili` | the first generation of Pili |
//! | [`QBox`] | `QBox` | old callbacks |
//!
//! [`CallbackVerifier`] checks what the service sends to you.
//!
//! Specification: `docs/spec/pili.md` section 2; vendor page "请求鉴权" (2772).

mod authorization;
mod callback;
mod first_gen;
mod headers;
mod qbox;
mod scheme;
mod string_to_sign;
mod token;
mod v2;

use http::HeaderValue;

pub use authorization::Authorization;
pub use callback::{CallbackMistake, CallbackRefusal, CallbackVerifier};
pub use first_gen::FirstGen;
pub use qbox::QBox;
pub use token::{Token, token, token_matches};
pub use v2::{PathForm, QiniuV2};

const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");
