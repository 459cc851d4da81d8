//! Refusals of the service, by what they mean, code and message.

use pili_core::{Error, ErrorKind, Reason};
use serde_json::Value;

use super::interpret::{Answer, interpret};
use crate::{
    case::Case,
    outcome::{Difference, Outcome, holds, same_json},
};

pub(super) fn check(case: Case<'_>) -> Outcome {
    let operation = case.text("/operation")?;
    let error = match case.get("/http") {
        None => Error::connect("connection refused"),
        Some(http) => match interpret(operation, http)? {
            Answer::Refused(error) => error,
            // Nobody ever joined the session: that is an answer (section 9).
            Answer::Read(_) if operation == "stream.list" && http["status"] == 404 => return Ok(()),
            Answer::Read(answer) => return Err(Difference::new(format!("read as {answer}"))),
        },
    };
    let category = case.text("/recommended/category")?;
    holds(fits(category, &error), || format!("expected {category}, produced {:?}: {error}", error.reason()))?;
    let api = error.api_error();
    let code = api.and_then(|api| api.code.as_ref()?.parse::<i64>().ok()).map_or(Value::Null, Value::from);
    same_json("code", &case.value["recommended"]["code"], &code)?;
    let message = api.and_then(|api| api.message.clone()).map_or(Value::Null, Value::from);
    same_json("message", &case.value["recommended"]["message"], &message)
}

/// Whether an error says what the specification's category of it means (section 16.4).
fn fits(category: &str, error: &Error) -> bool {
    let reason = match category {
        "transport" => return error.kind() == ErrorKind::Connect,
        "decode" => return error.kind() == ErrorKind::Decode,
        "auth" => Reason::Denied,
        "not-found" => Reason::NotFound,
        "stream-mode" | "conflict" => Reason::Conflict,
        "rate-limited" => Reason::TooManyCalls,
        "server" => Reason::Busy,
        "bad-request" | "payload-too-large" | "timeout-or-invalid-stream" => Reason::Other,
        _ => return false,
    };
    error.kind() == ErrorKind::Api && error.reason() == reason
}
