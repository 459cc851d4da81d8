/// Calls that are answered as the platform would, and only kept and shown: rooms and sessions have no media here that
/// could be recorded, sent out, merged, transcribed or called.
const NOT_DONE: &[&str] = &[
    "opentok.archive.start",
    "opentok.broadcast.start",
    "opentok.captions.start",
    "opentok.render.start",
    "opentok.session.connect_audio",
    "opentok.session.dial",
    "rtc.forward_job.start",
    "rtc.job.start",
    "rtc.merge_job.start",
    "rtc.pub_task.start",
];

/// What is said of each of them.
pub(super) const NOTE: &str =
    "it is kept and shown, but not carried out: rooms and sessions have no media here";

pub(super) fn is_not_done(operation: &str) -> bool {
    NOT_DONE.contains(&operation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_done_is_served_at_all() {
        for name in NOT_DONE {
            assert!(crate::operation::names().any(|served| served == *name), "{name}");
        }
    }
}
