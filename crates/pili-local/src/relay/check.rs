//! What the service refuses of a task's settings, and what this one cannot do.

use std::{
    fmt,
    time::{Duration, SystemTime},
};

use pili_live::{
    task::{Source, TaskName},
    wire::task::TaskBody,
};

use super::place::{Readable, Writable};
use crate::reply::Refused;

/// A parameter that breaks a rule.
pub(super) fn wrong(why: impl fmt::Display) -> Refused {
    Refused::bad_argument(format!("invalid parameter: {why}"))
}

/// That a task has a name, and a right one.
pub(super) fn named(asked: &TaskBody) -> Result<(), Refused> {
    TaskName::new(asked.name.clone().unwrap_or_default()).map(drop).map_err(wrong)
}

/// That settings are as documented, and that the service can do by itself what it promises to: a task with a time to
/// start at is not asked for again.
pub(super) fn settings(asked: &TaskBody, now: SystemTime) -> Result<(), Refused> {
    let TaskBody { source_urls, forward_urls, retry_time, deliver_start_time, deliver_stop_time, .. } = asked;
    let (start, stop) = (*deliver_start_time, *deliver_stop_time);
    for (breaks, why) in [
        (source_urls.is_empty(), "sourceUrls must hold at least one"),
        (forward_urls.is_empty(), "forwardUrls must hold at least one"),
        (retry_time.is_some_and(|time| time < Duration::from_secs(60)), "retryTime must be at least 60"),
        (start.is_some_and(|start| start <= now), "deliverStartTime must be in the future"),
        (stop.is_some_and(|stop| stop <= now), "deliverStopTime must be in the future"),
        (
            start.zip(stop).is_some_and(|(start, stop)| start >= stop),
            "deliverStopTime must be after deliverStartTime",
        ),
    ] {
        if breaks {
            return Err(wrong(why));
        }
    }
    if start.is_some() { reachable(asked) } else { Ok(()) }
}

/// That all that a task names is within reach.
pub(super) fn reachable(asked: &TaskBody) -> Result<(), Refused> {
    let unreachable = |why: String| Refused::new(501, format!("not implemented by pili-local: {why}"));
    for Source { url, .. } in &asked.source_urls {
        Readable::parse(url.as_str()).map_err(unreachable)?;
    }
    for forward in &asked.forward_urls {
        Writable::parse(forward.url.as_str()).map_err(unreachable)?;
    }
    Ok(())
}
