//! Signers and verifiers, from the outside. What the right signatures are, the vendors' vectors say.

#![allow(clippy::unwrap_used, reason = "a test may panic, in its helpers too")]

#[cfg(feature = "ring")]
mod duplicates;
#[cfg(feature = "ring")]
mod every_signer;
mod oss_dates;
mod oss_rotation;
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
mod properties;
mod qiniu_headers;
mod qiniu_verify;
mod secrets;
mod stage;
