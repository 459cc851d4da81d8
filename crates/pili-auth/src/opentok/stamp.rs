use std::{
    fmt,
    sync::Arc,
    time::{Duration, SystemTime},
};

use super::random;
use crate::{SignError, unix_seconds};

/// What makes the token of each call a token of its own: its times and its `jti`.
#[derive(Clone)]
pub(super) struct Stamp {
    lifetime: Duration,
    back_dated: Duration,
    id: Arc<dyn Fn() -> Result<String, SignError> + Send + Sync>,
}

impl Stamp {
    /// Random UUIDs for the `jti`.
    pub(super) fn new(lifetime: Duration) -> Self {
        Self { lifetime, back_dated: Duration::ZERO, id: Arc::new(random::uuid) }
    }

    pub(super) fn lifetime(self, lifetime: Duration) -> Self {
        Self { lifetime, ..self }
    }

    pub(super) fn back_dated(self, by: Duration) -> Self {
        Self { back_dated: by, ..self }
    }

    pub(super) fn ids(self, id: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self { id: Arc::new(move || Ok(id())), ..self }
    }

    /// `iat` and `exp`.
    pub(super) fn times(&self, now: SystemTime) -> (i64, i64) {
        let iat = unix_seconds(now).saturating_sub_unsigned(self.back_dated.as_secs());
        (iat, iat.saturating_add_unsigned(self.lifetime.as_secs()))
    }

    pub(super) fn id(&self) -> Result<String, SignError> {
        (self.id)()
    }
}

impl fmt::Debug for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { lifetime, back_dated, id: _ } = self;
        let mut debug = f.debug_struct("Stamp");
        debug.field("lifetime", lifetime).field("back_dated", back_dated).finish_non_exhaustive()
    }
}
