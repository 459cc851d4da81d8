//! What all gates behind a balancer must know: the last nonce of each stream, and whether a call disabled it.
//!
//! It is in Redis, where that is set. Each gate keeps in memory besides what it learnt itself, which is all there is without Redis,
//! and what it goes by where Redis is gone and `when_unsure` is open.

#[cfg(feature = "redis")]
mod link;
mod memory;
mod nonce;
#[cfg(feature = "redis")]
mod redis;
#[cfg(not(feature = "redis"))]
#[path = "shared/without_redis.rs"]
mod redis;

use std::{fmt, time::SystemTime};

use self::redis::Gone;
pub(super) use self::{memory::Memory, nonce::Nonce, redis::Redis};
use super::figures::Figures;
use crate::{Cause, Disabled, Refused};

/// Redis, this gate's memory, and where it is counted how often Redis was gone.
pub(super) struct Shared<'a> {
    pub(super) redis: Option<&'a Redis>,
    pub(super) memory: &'a Memory,
    pub(super) figures: &'a Figures,
}

/// Why what a call says of a stream is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NotKept {
    Full,
    Gone(Gone),
}

impl Shared<'_> {
    /// What a call said last of a stream, if one did; and whether that is only what this gate knows.
    pub(super) async fn disabled(
        &self,
        stream: &str,
        now: SystemTime,
    ) -> (Option<Disabled>, Result<(), Refused>) {
        let (said, known) = match self.redis {
            None => (self.memory.disabled(stream), Ok(())),
            Some(redis) => match redis.disabled(stream).await {
                Ok(said) => {
                    self.memory.learn_disabled(stream, said, now);
                    (said, Ok(()))
                }
                Err(gone) => (self.memory.disabled(stream), Err(self.unavailable(&gone))),
            },
        };
        // What was said until a time is said no more when it is over.
        (said.filter(|said| *said == Disabled::No || said.is_disabled(now)), known)
    }

    /// Notes what a call says of a stream.
    pub(super) async fn set_disabled(
        &self,
        stream: &str,
        disabled: Disabled,
        now: SystemTime,
    ) -> Result<(), NotKept> {
        let Some(redis) = self.redis else { return self.memory.set_disabled(stream, disabled, now) };
        redis.set_disabled(stream, disabled, now).await.map_err(|gone| {
            self.figures.redis_failed();
            NotKept::Gone(gone)
        })?;
        self.memory.learn_disabled(stream, Some(disabled), now);
        Ok(())
    }

    /// Notes that a nonce is used, which its signature covers: a stranger fills nothing.
    pub(super) async fn use_nonce(&self, nonce: &Nonce, now: SystemTime) -> Result<(), Refused> {
        let Some(redis) = self.redis else { return self.memory.use_nonce(nonce, now) };
        match redis.use_nonce(nonce).await {
            Ok(used) => used.map(|()| self.memory.learn_nonce(nonce, now)),
            Err(gone) => self.memory.use_nonce(nonce, now).and(Err(self.unavailable(&gone))),
        }
    }

    fn unavailable(&self, gone: &Gone) -> Refused {
        self.figures.redis_failed();
        Refused::new(Cause::Unavailable, format!("what other gates know is not known: {gone}"))
    }
}

impl fmt::Display for NotKept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => f.write_str("no more disabled streams can be remembered"),
            Self::Gone(gone) => {
                write!(
                    f,
                    "it is not known to be kept, and nothing was ended; call again once Redis answers: {gone}"
                )
            }
        }
    }
}
