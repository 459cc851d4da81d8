use std::time::SystemTime;

/// One of a domain's two keys, which are good at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Key {
    /// `primaryKey`.
    Primary,
    /// `secondaryKey`.
    Secondary,
}

/// What a verified URL proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    pub(super) key: Key,
    pub(super) expires_at: SystemTime,
}

impl Verified {
    /// Which key signed.
    pub fn key(&self) -> Key {
        self.key
    }

    /// When the URL expires.
    pub fn expires_at(&self) -> SystemTime {
        self.expires_at
    }
}
