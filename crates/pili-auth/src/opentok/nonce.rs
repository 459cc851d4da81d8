use super::random;
use crate::SignError;

/// The number that makes two tokens of the same second differ: 0 to 999 999.
///
/// Example: [`ClientToken`](crate::opentok::ClientToken).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nonce(u32);

impl Nonce {
    const VALUES: u32 = 1_000_000;

    /// A nonce of the caller's.
    ///
    /// ```
    /// use pili_auth::opentok::Nonce;
    /// assert_eq!(Nonce::new(7)?.get(), 7);
    /// assert!(Nonce::new(1_000_000).is_err());
    /// # Ok::<(), pili_auth::SignError>(())
    /// ```
    ///
    /// # Errors
    /// When it is above 999 999.
    pub fn new(nonce: u32) -> Result<Self, SignError> {
        if nonce < Self::VALUES {
            Ok(Self(nonce))
        } else {
            Err(SignError::new("nonce", "must be at most 999999"))
        }
    }

    /// A nonce from the system's random source. Example: [`ClientToken`](crate::opentok::ClientToken).
    ///
    /// # Errors
    /// When the system has none.
    pub fn random() -> Result<Self, SignError> {
        let number = u64::from_be_bytes(random::bytes()?) % u64::from(Self::VALUES);
        Ok(Self(u32::try_from(number).unwrap_or_default()))
    }

    /// The number. Example: [`Nonce::new`].
    pub fn get(self) -> u32 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_has_at_most_six_digits() {
        assert_eq!(Nonce::new(999_999).unwrap().get(), 999_999);
        assert_eq!(Nonce::new(1_000_000).unwrap_err().field(), "nonce");
        assert!(Nonce::random().unwrap().get() < 1_000_000);
    }
}
