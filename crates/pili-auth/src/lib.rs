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
//! Secrets are redacted in `Debug`, compared in constant time, and wiped when the last clone is dropped.
//! Copies that ring's HMAC key schedule and the HTTP stack make of them are not wiped, nor are the numbers of an
//! RSA key in ring.

#![cfg_attr(docsrs, feature(doc_cfg))]

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
pub use secret::{Credentials, Secret};
pub use signer::{SignError, Signer, StringToSign};
pub use verify::VerifyError;
