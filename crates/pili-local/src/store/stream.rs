use std::time::{Duration, SystemTime};

use pili_live::{Key, PublishSecurity, first::stream::Storage, stream::Disabled};
use serde::{Deserialize, Serialize};

use crate::data::plain_rows;

/// A stream's settings.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Stream {
    pub(crate) created_at: SystemTime,
    pub(crate) updated_at: SystemTime,
    pub(crate) disabled: Disabled,
    pub(crate) converts: Vec<String>,
    /// The greatest nonce used so far, for the rule `dynamic`.
    pub(crate) nonce: u64,
    /// Its own publish rule; without one the hub's holds.
    pub(crate) rule: Option<StreamRule>,
    /// What the first generation knows of it, if it was made there.
    pub(crate) first: Option<First>,
}

/// The publish rule of one stream.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct StreamRule {
    pub(crate) security: PublishSecurity,
    pub(crate) key: Key,
}

/// A stream of the first generation, whose URLs are signed with its own key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct First {
    pub(crate) name: String,
    pub(crate) key: Key,
    pub(crate) storage: Storage,
    pub(crate) comment: Option<String>,
    pub(crate) is_private: Option<bool>,
}

plain_rows!(Stream);

impl Stream {
    /// A stream that nobody publishes is removed after this long.
    const LIFE: Duration = Duration::from_secs(15 * 24 * 60 * 60);

    pub(crate) fn new(now: SystemTime) -> Self {
        Self {
            created_at: now,
            updated_at: now,
            disabled: Disabled::No,
            converts: Vec::new(),
            nonce: 0,
            rule: None,
            first: None,
        }
    }

    pub(crate) fn expire_at(&self) -> SystemTime {
        self.updated_at + Self::LIFE
    }

    /// Why it may not be used at `now`, if so.
    pub(crate) fn refusal(&self, now: SystemTime) -> Option<String> {
        pili_gate::why_disabled(self.disabled, now)
    }
}
