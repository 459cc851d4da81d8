//! Keys that are held in memory.

mod der;
mod error;
mod pem;
mod private;
mod public;

#[cfg(test)]
mod tests;

use super::Rs256Key;

pub use error::{KeyError, KeyKind};
pub use private::PrivateKey;
pub use public::PublicKey;
