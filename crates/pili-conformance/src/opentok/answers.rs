//! Answers of the service: what ours reads is what the SDKs read.

use super::{
    agree,
    interpret::{Answer, interpret},
};
use crate::{
    case::Case,
    outcome::{Difference, Outcome},
};

pub(super) fn check(case: Case<'_>) -> Outcome {
    let answer = interpret(case.text("/operation")?, case.at("/http")?)?;
    match (case.text("/recommended")?, answer) {
        ("ok", Answer::Read(ours)) => {
            let outcomes = case.get("/sdk_outcome").and_then(|all| all.as_object()).into_iter().flatten();
            outcomes.into_iter().try_for_each(|(sdk, result)| {
                agree::with_result(&ours, result.clone()).map_err(|difference| difference.within(sdk))
            })
        }
        ("decode-error", Answer::Refused(error)) if error.kind() == pili_core::ErrorKind::Decode => Ok(()),
        ("api-error", Answer::Refused(error)) if error.kind() == pili_core::ErrorKind::Api => Ok(()),
        (expected, answer) => Err(Difference::new(format!("expected {expected}, produced {answer:?}"))),
    }
}
