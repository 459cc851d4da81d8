use std::time::SystemTime;

/// One of a domain's two keys, which are good at the same time.
///
/// Example: [`miku`](crate::miku).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Key {
    /// `primaryKey`.
    Primary,
    /// `secondaryKey`.
    Secondary,
}

/// What a verified URL proved.
///
/// Example: [`AntiLeech::secondary_key`](super::AntiLeech::secondary_key).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    pub(super) key: Key,
    pub(super) expires_at: SystemTime,
}

impl Verified {
    /// Which key signed. Example: [`miku`](crate::miku).
    pub fn key(&self) -> Key {
        self.key
    }

    /// When the URL expires. Example: [`AntiLeech::secondary_key`](crate::miku::AntiLeech::secondary_key).
    pub fn expires_at(&self) -> SystemTime {
        self.expires_at
    }
}
