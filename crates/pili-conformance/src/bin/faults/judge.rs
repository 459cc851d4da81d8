//! The three rules that every call keeps, whatever it meets.

use std::time::Duration;

use pili_core::Error;

use crate::case::{Call, Case};

/// What was seen of a case: at the client, and at the server.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) case: Case,
    pub(crate) outcome: Outcome,
    /// How often the server carried the call out.
    pub(crate) effects: u32,
    pub(crate) took: Duration,
}

#[derive(Debug)]
pub(crate) enum Outcome {
    Done,
    Failed(Error),
    Hung,
}

/// Never a hang, never a write twice, and nothing is said that the server knows better.
pub(crate) fn wrong(seen: &Seen) -> Option<String> {
    let Seen { case, outcome, effects, took } = seen;
    match outcome {
        Outcome::Hung => Some(format!("it hung: {took:?}")),
        _ if case.call == Call::Write && *effects > 1 => Some(format!("the write was done {effects} times")),
        Outcome::Done if *effects == 0 => Some("it is said to be done, and was not".to_owned()),
        Outcome::Failed(error) if *effects > 0 && !error.may_have_taken_effect() => {
            Some(format!("it was done, and the error denies it: {error}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Times;

    fn judged(call: Call, outcome: Outcome, effects: u32) -> bool {
        let case = Case::all().find(|case| case.call == call && case.times == Times::Always).unwrap();
        wrong(&Seen { case, outcome, effects, took: Duration::ZERO }).is_none()
    }

    #[test]
    fn a_hang_a_second_write_a_false_success_and_a_denial_are_wrong() {
        assert!(!judged(Call::Read, Outcome::Hung, 0));
        assert!(!judged(Call::Write, Outcome::Done, 2));
        assert!(!judged(Call::Write, Outcome::Failed(Error::transport("cut")), 2));
        assert!(!judged(Call::Write, Outcome::Done, 0));
        assert!(!judged(Call::Read, Outcome::Failed(Error::connect("refused")), 1));
    }

    #[test]
    fn a_read_may_be_done_twice_and_an_error_may_leave_it_open() {
        assert!(judged(Call::Read, Outcome::Done, 2));
        assert!(judged(Call::Write, Outcome::Done, 1));
        assert!(judged(Call::Write, Outcome::Failed(Error::transport("cut")), 1));
        assert!(judged(Call::Write, Outcome::Failed(Error::transport("cut")), 0));
        assert!(judged(Call::Write, Outcome::Failed(Error::connect("refused")), 0));
    }
}
