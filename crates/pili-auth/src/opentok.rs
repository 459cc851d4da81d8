//! OpenTok: the JWT that signs REST calls, and client tokens in both formats.
//!
//! A project's API key and secret are [`Credentials`](crate::Credentials). Specification:
//! `docs/spec/opentok.md` sections 2, 3 and 5.

mod decoded;
mod nonce;
mod project_jwt;
mod random;
mod refusal;
mod role;
mod session_id;
mod t1;
mod token;
mod verifier;

pub use decoded::{Decoded, Format};
pub use nonce::Nonce;
pub use project_jwt::ProjectJwt;
pub use refusal::Refusal;
pub use role::Role;
pub use session_id::SessionId;
pub use token::ClientToken;
pub use verifier::TokenVerifier;
