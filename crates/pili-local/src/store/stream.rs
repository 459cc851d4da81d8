use pili_live::wire::{Key, PublishSecurity};

/// A stream's settings.
#[derive(Clone, Debug)]
pub(crate) struct Stream {
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    /// 0: enabled; -1: disabled for ever; otherwise disabled until then.
    pub(crate) disabled_till: i64,
    pub(crate) converts: Vec<String>,
    /// The greatest nonce used so far, for the rule `dynamic`.
    pub(crate) nonce: u64,
    /// Its own publish rule; without one the hub's holds.
    pub(crate) rule: Option<StreamRule>,
    /// What the first generation knows of it, if it was made there.
    pub(crate) first: Option<First>,
}

/// The publish rule of one stream.
#[derive(Clone, Debug)]
pub(crate) struct StreamRule {
    pub(crate) security: PublishSecurity,
    pub(crate) key: Key,
}

/// A stream of the first generation, whose URLs are signed with its own key.
#[derive(Clone, Debug)]
pub(crate) struct First {
    pub(crate) name: String,
    pub(crate) key: Key,
    /// Hours; 0: not kept, -1: for ever.
    pub(crate) storage_period: i64,
    pub(crate) comment: Option<String>,
    pub(crate) is_private: Option<bool>,
}

impl Stream {
    /// A stream that nobody publishes is removed after this many seconds.
    const LIFE: i64 = 15 * 24 * 60 * 60;

    pub(crate) fn new(now: i64) -> Self {
        Self {
            created_at: now,
            updated_at: now,
            disabled_till: 0,
            converts: Vec::new(),
            nonce: 0,
            rule: None,
            first: None,
        }
    }

    pub(crate) fn expire_at(&self) -> i64 {
        self.updated_at + Self::LIFE
    }

    /// Why it may not be used at `now`, if so.
    pub(crate) fn disabled(&self, now: i64) -> Option<String> {
        match self.disabled_till {
            -1 => Some("the stream is disabled: enable it first".to_owned()),
            till if till > now => {
                Some(format!("the stream is disabled until {till}, for {} s more", till - now))
            }
            _ => None,
        }
    }
}
