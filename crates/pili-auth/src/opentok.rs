//! OpenTok: the JWT that signs REST calls, and client tokens in both formats.
//!
//! A project's API key and secret are [`Credentials`](crate::Credentials). Specification:
//! `docs/spec/opentok.md` sections 2, 3 and 5.

mod claims;
mod decoded;
mod field;
mod fields;
mod nonce;
mod project_jwt;
mod random;
mod refusal;
mod role;
mod session_id;
mod t1;
mod token;
mod validity;
mod verifier;

use claims::Claims;
use field::Field;
use fields::Fields;
use validity::Validity;

pub use decoded::{Decoded, Format};
pub use nonce::Nonce;
pub use project_jwt::ProjectJwt;
pub use refusal::Refusal;
pub use role::Role;
pub use session_id::SessionId;
pub use token::ClientToken;
pub use verifier::TokenVerifier;

/// What the type of issuer must be.
const OF_PROJECT: &str = "the type of issuer, which must be `project` in the claim or header `ist`";
