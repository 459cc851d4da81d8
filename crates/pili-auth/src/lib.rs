#![doc = include_str!("../README.md")]
//!
//! | module | what it signs |
//! |---|---|
//! | [`qiniu`] | calls to Pili, all generations, and RTC; checks callbacks |
//! | [`oss`] | calls to Alibaba Cloud OSS, with the header signatures V1 and V4 |
//! | [`opentok`] | calls to OpenTok and Vonage Video, with a JSON Web Token each, client tokens, callbacks |
//!
//! [`names`] holds the checked names that every crate above shares.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `ring` (default) | ring signs and verifies; RSA keys |
//! | `rustcrypto` | RustCrypto computes HMAC and SHA, also where `ring` is there: with the same results, in 0.4 of the time where the processor knows SHA, and without a C compiler where `ring` is not there, so for `wasm32-unknown-unknown` too |
//!
//! One of the two is needed. Without `ring` there are no RSA keys, and nothing that verifies with them.
//!
//! # Secrets
//!
//! Secrets are redacted in `Debug`, compared in constant time, and wiped when the last clone is dropped.
//! So are the HMAC keys that are prepared of them, once for all signatures. Copies on the stack and in the HTTP stack
//! are not wiped, nor are the numbers of an RSA key in ring.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(not(any(feature = "ring", feature = "rustcrypto")))]
compile_error!("pili-auth signs with one of its features `ring`, the default, and `rustcrypto`");

mod clock;
mod form;
mod mac;
mod secret;
mod signer;

pub mod jwt;
pub mod names;
pub mod opentok;
pub mod oss;
pub mod qiniu;
pub mod rsa;
pub mod verify;

pub use clock::{Clock, unix_seconds};
#[doc(hidden)]
pub use mac::hex;
pub use secret::{Credentials, Secret};
pub use signer::{SignError, Signer, StringToSign};
pub use verify::VerifyError;
