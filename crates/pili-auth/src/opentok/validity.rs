use std::time::{Duration, SystemTime};

use super::{Claims, Field, Refusal};
use crate::unix_seconds;

/// When a token is good, by what it says.
pub(super) struct Validity {
    pub(super) created: SystemTime,
    pub(super) begins: Option<SystemTime>,
    pub(super) expires: SystemTime,
}

impl Validity {
    /// That of a call's token, which must say when it was made and when it expires.
    pub(super) fn of(claims: &Claims) -> Result<Self, Refusal> {
        let needed = |field: Field| claims.time(&field)?.ok_or_else(|| field.malformed());
        let begins = claims.time(&Field::BEGINS)?;
        Ok(Self { created: needed(Field::CREATED)?, begins, expires: needed(Field::EXPIRES)? })
    }

    /// Refuses a token that is not good at `now`, in whole seconds, or is good for longer than `longest`.
    /// `leeway` is how far its maker's clock may be ahead.
    pub(super) fn check(&self, now: SystemTime, leeway: Duration, longest: Duration) -> Result<(), Refusal> {
        if let Some(ahead) = after(self.created, now).filter(|ahead| *ahead > leeway) {
            return Err(Refusal::Early(ahead));
        }
        if let Some(ahead) = self.begins.and_then(|begins| after(begins, now)).filter(|ahead| *ahead > leeway)
        {
            return Err(Refusal::NotYetValid(ahead));
        }
        if let Some(ago) = after(now, self.expires) {
            return Err(Refusal::Expired(ago));
        }
        match after(self.expires, self.created) {
            Some(length) if length > longest + leeway => Err(Refusal::TooLong(length)),
            _ => Ok(()),
        }
    }
}

/// By how many whole seconds a time is after another, if it is.
pub(super) fn after(time: SystemTime, other: SystemTime) -> Option<Duration> {
    let seconds = unix_seconds(time).saturating_sub(unix_seconds(other));
    u64::try_from(seconds).ok().filter(|seconds| *seconds > 0).map(Duration::from_secs)
}
