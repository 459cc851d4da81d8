//! The upload of one crate. Its archive was built before, so it is not built again.

use std::{thread::sleep, time::Duration};

use xshell::{Shell, cmd};

use crate::Result;

/// After the first few the registry takes a new crate every ten minutes.
const WAIT: Duration = Duration::from_secs(10 * 60 + 15);

/// A limit that outlasts so many waits is another one.
const MOST_WAITS: u32 = 6;

pub(super) fn publish(sh: &Shell, name: &str) -> Result {
    for _ in 0..MOST_WAITS {
        let asked = cmd!(sh, "cargo publish --locked --no-verify --registry crates-io -p {name}");
        let output = asked.ignore_status().output()?;
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        eprint!("{complaint}");
        match outcome(output.status.success(), &complaint) {
            // Cargo itself waits until the registry shows the crate, so the next one finds it.
            Outcome::Done => return Ok(()),
            Outcome::Later => {
                println!("the registry takes no more new crates for now: waiting {} s", WAIT.as_secs());
                sleep(WAIT);
            }
            Outcome::Refused => {
                return Err(format!("{name} is not published: the same command goes on here").into());
            }
        }
    }
    Err(format!("{name} is not published: the registry's limit did not end; the same command goes on here")
        .into())
}

#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    Later,
    Refused,
}

fn outcome(success: bool, complaint: &str) -> Outcome {
    let is_limit = ["429", "too many", "Too Many Requests"].iter().any(|text| complaint.contains(text));
    let is_there = complaint.contains("already exists") || complaint.contains("already uploaded");
    match (success || is_there, is_limit) {
        (true, _) => Outcome::Done,
        (false, true) => Outcome::Later,
        (false, false) => Outcome::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_on_new_crates_is_waited_out_and_a_refusal_is_not() {
        let limit = "error: failed to publish: the remote server responded with an error (status 429 Too Many \
                     Requests): You have published too many new crates in a short period of time.";
        assert_eq!(outcome(false, limit), Outcome::Later);
        assert_eq!(
            outcome(false, "error: 403 Forbidden: this crate exists but you don't own it"),
            Outcome::Refused
        );
    }

    #[test]
    fn an_upload_whose_answer_was_lost_is_done() {
        assert_eq!(
            outcome(false, "error: crate pili-auth@0.1.0 already exists on crates.io index"),
            Outcome::Done
        );
        assert_eq!(outcome(true, ""), Outcome::Done);
    }
}
