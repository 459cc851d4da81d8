use std::time::SystemTime;

/// What a verified URL proved.
///
/// Example: [`PublishAuth::sign_srt`](crate::publish::PublishAuth::sign_srt).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    pub(crate) access_key: Option<String>,
    pub(crate) expires_at: Option<SystemTime>,
    pub(crate) nonce: Option<u64>,
}

impl Verified {
    /// Whose key pair signed, where a key pair of an account did. Example: [the crate's page](crate).
    pub fn access_key(&self) -> Option<&str> {
        self.access_key.as_deref()
    }

    /// When the URL expires, where it does. Example: [`PublishAuth::sign_srt`](crate::publish::PublishAuth::sign_srt).
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.expires_at
    }

    /// The nonce or count, where there is one. Whether it is greater than the last is for the caller to say.
    /// Example: [`PublishAuth::sign_srt`](crate::publish::PublishAuth::sign_srt).
    pub fn nonce(&self) -> Option<u64> {
        self.nonce
    }
}
