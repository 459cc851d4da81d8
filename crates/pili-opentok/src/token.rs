use std::fmt;

use serde::{Deserialize, Serialize};

/// A client token. Whoever has it can connect, so `Debug` does not show it.
///
/// Example: [`Token::as_str`].
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Token(String);

impl Token {
    /// The token as text.
    ///
    /// ```
    /// use pili_opentok::Token;
    /// assert_eq!(Token::from("T1==…").as_str(), "T1==…");
    /// ```
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<T: Into<String>> From<T> for Token {
    fn from(token: T) -> Self {
        Self(token.into())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}
