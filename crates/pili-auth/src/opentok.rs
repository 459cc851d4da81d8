//! OpenTok and Vonage Video: the JWT that signs REST calls, client tokens, and signed callbacks.
//!
//! There are two modes with the same operations, see [`Credentials`]: a project of OpenTok signs with its secret
//! ([`ProjectJwt`]; client tokens in two formats), an application of Vonage with its private key
//! ([`ApplicationJwt`]). A verifier of the one refuses tokens of the other as such. Specification:
//! `docs/spec/opentok.md` sections 2, 3, 5 and 23.

mod account;
mod account_jwt;
mod application;
mod application_jwt;
#[cfg(feature = "ring")]
mod application_verifier;
mod bearer;
mod callback;
mod callback_signer;
mod claims;
mod credentials;
mod decoded;
mod field;
mod fields;
mod issuer;
mod nonce;
mod project_jwt;
mod random;
mod refusal;
mod role;
mod secret_jwt;
mod session_id;
mod stamp;
mod t1;
mod token;
mod token_id;
mod validity;
mod verifier;

#[cfg(test)]
#[cfg(feature = "ring")]
mod testing;

use claims::Claims;
use field::Field;
use fields::Fields;
use validity::Validity;

pub use account::AccountCredentials;
pub use account_jwt::AccountJwt;
pub use application::{Application, ApplicationId};
pub use application_jwt::ApplicationJwt;
#[cfg(feature = "ring")]
pub use application_verifier::ApplicationVerifier;
pub use callback::{CallbackVerifier, SignedCallback};
pub use callback_signer::CallbackSigner;
pub use credentials::Credentials;
pub use decoded::{Decoded, Format};
pub use issuer::Issuer;
pub use nonce::Nonce;
pub use project_jwt::ProjectJwt;
pub use refusal::Refusal;
pub use role::Role;
pub use session_id::SessionId;
pub use token::ClientToken;
pub use token_id::TokenId;
pub use verifier::TokenVerifier;

/// Where a project's calls have their token.
const PROJECT_HEADER: http::HeaderName = http::HeaderName::from_static("x-opentok-auth");

/// What the type of issuer must be in the calls of accounts.
const OF_ACCOUNT: &str = "the type of issuer, which must be `account` in the claim or header `ist`: a project's key signs no such call";

/// What the type of issuer must be in all other calls.
const OF_PROJECT: &str = "the type of issuer, which must be `project` in the claim or header `ist`";
